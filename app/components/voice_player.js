// Plays the clips of one line after the other; each line by itself only once, whatever is redrawn around it.
const lines = (window.duilianLines ??= new Map());

function lineOf(data) {
  if (!lines.has(data.id)) {
    lines.set(data.id, { urls: [], next: 0, plays: 0, audio: new Audio(), playing: false, begun: false, complete: false });
  }
  const line = lines.get(data.id);
  for (const clip of data.clips.slice(line.urls.length)) {
    const bytes = Uint8Array.from(atob(clip), (c) => c.charCodeAt(0));
    line.urls.push(URL.createObjectURL(new Blob([bytes], { type: "audio/wav" })));
  }
  line.complete = data.complete;
  return line;
}

function advance(line) {
  if (!line.playing) return;
  if (line.next < line.urls.length) {
    line.waiting = false;
    line.plays += 1;
    line.audio.src = line.urls[line.next++];
    line.audio.onended = () => advance(line);
    line.audio.play().catch(() => { line.blocked = true; stop(line); });
  } else if (line.complete) {
    stop(line);
  } else {
    line.waiting = true;
  }
  line.draw?.();
}

function start(line) {
  for (const other of lines.values()) if (other !== line) stop(other);
  Object.assign(line, { playing: true, begun: true, blocked: false, next: 0 });
  advance(line);
}

function stop(line) {
  if (line.playing) line.audio.pause();
  line.playing = false;
  line.draw?.();
}

// A slow redraw may take the player off the page in mid-line: it goes on where it was.
function leave(line) {
  line.left = line.playing && !line.waiting && !line.audio.ended;
  if (line.left) line.audio.pause();
}

function resume(line) {
  line.left = false;
  if (line.playing) line.audio.play().catch(() => { line.blocked = true; stop(line); });
}

// whoever starts to speak is not talked over
window.duilianBargeIn ??= (document.addEventListener("click", (event) => {
  if (event.target.closest?.('[data-testid="stAudioInput"]')) for (const line of lines.values()) stop(line);
}, true), true);

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".voice");
  const button = root.querySelector("button");
  root.classList.toggle("empty", !data.id);
  if (!data.id) return;
  const line = lineOf(data);
  line.draw = () => {
    const words = line.playing ? data.words.speaking : line.blocked ? data.words.blocked : data.words.again;
    root.dataset.state = line.playing ? "playing" : "still";
    root.querySelector(".words").textContent = words;
    button.setAttribute("aria-label", line.playing ? data.words.stop : data.words.again);
  };
  button.onclick = () => (line.playing ? stop(line) : start(line));
  if (line.left) resume(line);
  if (data.auto && !line.begun && line.urls.length) start(line);
  else if (line.playing && line.waiting) advance(line);
  line.draw();
  // again and again: an answer without anything new draws nothing, and one asked for in a busy moment is lost
  for (const other of lines.values()) clearInterval(other.asking);
  if (!data.complete) line.asking = setInterval(() => setTriggerValue("more", line.urls.length + 1), 400);
  line.place = root;
  return () => setTimeout(() => {  // moved to another place on the page it plays on, left behind it pauses
    if (line.place.isConnected) return;
    clearInterval(line.asking);
    leave(line);
  }, 600);
}
