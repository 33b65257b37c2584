// Plays the clips of one line without a gap; each line by itself only once, whatever is redrawn around it.
const lines = (window.duilianLines ??= new Map());
// It sounds once the page has been touched; some browsers want to be asked at that very moment.
const context = (window.duilianLoud ??= new AudioContext());
const SETTLES = 500;  // ms until it runs, if it may; a headset that wakes takes longer
context.onstatechange = () => {
  if (context.state === "running") for (const line of lines.values()) if (line.blocked) { line.blocked = false; line.draw?.(); }
};

function lineOf(data) {
  if (!lines.has(data.id)) {
    lines.set(data.id, { clips: [], next: 0, plays: 0, until: 0, sources: [], playing: false, begun: false, complete: false });
  }
  const line = lines.get(data.id);
  line.clips.push(...data.clips.slice(line.clips.length).map(decoded));
  line.complete = data.complete;
  return line;
}

// a WAV as the server writes it: 16 bits, one channel, 44 bytes before the first sample
function decoded(clip) {
  const bytes = Uint8Array.from(atob(clip), (c) => c.charCodeAt(0)), rate = new DataView(bytes.buffer).getUint32(24, true);
  const samples = new Int16Array(bytes.buffer, 44), buffer = context.createBuffer(1, Math.max(1, samples.length), rate);
  buffer.getChannelData(0).set(Float32Array.from(samples, (value) => value / 32768));
  return buffer;
}

// Where one clip ends the next begins, by the sound's own clock.
function advance(line) {
  if (!line.playing) return;
  while (line.next < line.clips.length) schedule(line, line.clips[line.next++]);
  line.waiting = context.currentTime > line.until - 0.03;
  if (line.waiting && line.complete) stop(line);
  line.draw?.();
}

function schedule(line, buffer) {
  const source = context.createBufferSource(), begins = Math.max(context.currentTime + 0.02, line.until);
  source.buffer = buffer;
  source.connect(context.destination);
  source.onended = () => advance(line);
  source.start(begins);
  line.until = begins + buffer.duration;
  line.plays += 1;
  line.sources.push(source);
}

function start(line) {
  for (const other of lines.values()) stop(other);
  Object.assign(line, { playing: true, begun: true, next: 0, until: 0 });
  sound(line);
  advance(line);
}

function stop(line) {
  for (const source of line.sources) { source.onended = null; source.stop(); }
  Object.assign(line, { playing: false, left: false, blocked: false, sources: [] });
  line.draw?.();
}

// Kept back, a line waits at its first sample: for a touch, or for a headset that is slow to wake.
function sound(line) {
  context.resume().catch(() => {});
  setTimeout(() => {
    if (!line.playing || line.left || context.state === "running") return;
    line.blocked = true;
    line.draw?.();
  }, SETTLES);
}

// A slow redraw may take the player off the page in mid-line: it goes on where it was.
function leave(line) {
  line.left = line.playing && !line.waiting;
  if (line.left) context.suspend();
}

function resume(line) {
  line.left = false;
  if (line.playing) sound(line);
}

// whoever starts to speak is not talked over
window.duilianBargeIn ??= (document.addEventListener("click", (event) => {
  if (event.target.closest?.('[data-testid="stAudioInput"]')) for (const line of lines.values()) stop(line);
}, true), true);
// at the end of a touch, so that the button still means what it meant when it was pressed
window.duilianTouched ??= ["click", "keyup"].map((touch) => addEventListener(touch, () => {
  if (![...lines.values()].some((line) => line.left)) context.resume().catch(() => {});
}, true));

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".voice");
  const button = root.querySelector("button");
  root.classList.toggle("empty", !data.id);
  if (!data.id) return;
  const line = lineOf(data), heard = () => line.playing && !line.blocked;
  line.draw = () => {
    const words = heard() ? data.words.speaking : line.blocked ? data.words.blocked : data.words.again;
    root.dataset.state = heard() ? "playing" : "still";
    root.querySelector(".words").textContent = words;
    button.setAttribute("aria-label", heard() ? data.words.stop : data.words.again);
  };
  button.onclick = () => (heard() ? stop(line) : start(line));
  if (line.left) resume(line);
  if (data.auto && !line.begun && line.clips.length) start(line);
  else advance(line);
  line.draw();
  // again and again: an answer without anything new draws nothing, and one asked for in a busy moment is lost
  for (const other of lines.values()) clearInterval(other.asking);
  if (!data.complete) line.asking = setInterval(() => setTriggerValue("more", line.clips.length + 1), 400);
  line.place = root;
  return () => setTimeout(() => {  // moved to another place on the page it plays on, left behind it pauses
    if (line.place.isConnected) return;
    clearInterval(line.asking);
    leave(line);
  }, 600);
}
