// A call heard again: one recording by its address, the transcript along with it, every word a place to jump to.
const replays = (window.duilianReplays ??= new Map());
const SPEEDS = [1, 1.5, 2], STEP = 5, AGAIN = 2500;  // seconds an arrow key moves; ms between looks for word times
const NARROW = matchMedia("(max-width: 640px), (pointer: coarse)");  // nobody has a keyboard there

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

class Replay {
  constructor(data) {
    this.data = data;
    this.audio = new Audio();
    this.audio.preload = "metadata";
    this.audio.src = data.sound;
    this.audio.preservesPitch = true;
    for (const event of ["play", "pause", "ended", "seeked", "timeupdate", "ratechange"]) this.audio.addEventListener(event, () => this.show());
    this.audio.addEventListener("error", () => { this.failed = true; this.show(); });
  }

  get time() { return this.wanted ?? this.audio.currentTime; }

  toggle() { if (this.audio.paused) this.play(); else this.audio.pause(); }

  play() {
    for (const other of replays.values()) if (other !== this) other.audio.pause();
    this.audio.play().catch((error) => { if (error.name !== "AbortError") { this.failed = true; this.show(); } });
    this.follow();
  }

  // where nothing is known of the recording yet, the browser goes there as soon as it can
  jump(seconds, playing) {
    this.wanted = Math.max(0, Math.min(this.data.seconds - 0.05, seconds));
    this.audio.currentTime = this.wanted;
    this.followed = true;
    if (playing) this.play();
    this.show();
  }

  step(turns) {
    const begun = this.data.turns.filter((turn) => turn.start != null);
    const now = begun.findLastIndex((turn) => turn.start <= this.time + 0.05);
    const back = turns < 0 && now >= 0 && this.time - begun[now].start > 1.5 ? 1 : 0;  // first to its own beginning
    this.jump(begun[Math.max(0, Math.min(begun.length - 1, now + turns + back))].start);
  }

  follow() {
    cancelAnimationFrame(this.frame);
    const look = () => { this.show(); if (!this.audio.paused) this.frame = requestAnimationFrame(look); };
    this.frame = requestAnimationFrame(look);
  }

  show() {
    if (this.wanted !== undefined && !this.audio.seeking && Math.abs(this.audio.currentTime - this.wanted) < 0.5) this.wanted = undefined;
    this.page?.show();
  }
}

class Page {
  constructor(root, data) {
    this.root = root; this.data = data; this.words = data.words; this.lines = [];
    root.replaceChildren();
    root.setAttribute("aria-label", this.words.label);
    if (data.sound) {
      this.replay = replays.get(data.sound) ?? new Replay(data);
      replays.set(data.sound, this.replay);
      this.replay.page = this;
      this.bar();
    } else if (data.turns.length) element("p", "hint", root, this.words.text_only);
    this.list = element("ol", data.sound ? "turns" : "turns whole", root);
    for (const turn of data.turns) this.turn(turn);
    root.onkeydown = (event) => this.key(event);
    this.list.addEventListener("wheel", () => this.leave(), { passive: true });
    this.list.addEventListener("touchmove", () => this.leave(), { passive: true });
    this.show();
    if (data.times) this.ask();
  }

  bar() {
    const bar = element("div", "bar", this.root), { words, replay } = this;
    const top = element("div", "top", bar);
    this.button = element("button", "play", top);
    this.button.type = "button";
    this.button.innerHTML = '<svg viewBox="0 0 16 16" aria-hidden="true"><path class="go" d="M3.5 1.8v12.4L14 8z"/><path class="rest" d="M3.5 2h3.2v12H3.5zM9.3 2h3.2v12H9.3z"/></svg>';
    this.button.onclick = () => replay.toggle();
    this.clock = element("span", "clock", top);
    const speeds = element("div", "speeds", top);
    speeds.setAttribute("role", "group");
    speeds.setAttribute("aria-label", words.speed);
    this.speeds = SPEEDS.map((speed) => {
      const button = element("button", "", speeds, `${speed}×`);
      button.type = "button";
      button.onclick = () => { replay.audio.playbackRate = speed; replay.audio.defaultPlaybackRate = speed; this.show(); };
      return button;
    });
    const link = element("a", "download", top, words.download);
    link.href = `${this.data.sound}?download`;
    link.download = "";
    this.cursor = axis(this.data, bar, (seconds, playing) => replay.jump(seconds, playing));
    this.slider = element("input", "seek", bar);
    Object.assign(this.slider, { type: "range", min: 0, max: this.data.seconds, step: 0.1 });
    this.slider.setAttribute("aria-label", words.seek);
    this.slider.oninput = () => replay.jump(Number(this.slider.value));
    legend(this.data, bar);
    this.status = element("p", "hint", bar);
    this.status.setAttribute("role", "status");
  }

  turn(turn) {
    const item = element("li", `line ${turn.side}`, this.list);
    const head = element("div", "who", item);
    const line = { turn, item, spans: [] };
    if (this.data.sound && turn.start != null) {
      const hear = element("button", "hear", head);
      hear.type = "button";
      hear.setAttribute("aria-label", this.words.hear.replace("{turn}", turn.turn + 1));
      hear.innerHTML = '<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 1.8v12.4L14 8z"/></svg>';
      hear.onclick = () => this.replay.jump(turn.start, true);
    }
    element("span", "", head, `${turn.turn + 1} · ${turn.who}`);
    if (turn.start != null && this.data.sound) element("span", "at", head, clock(turn.start));
    const say = element("div", "say", item);
    if (this.data.sound) this.spell(say, line); else say.textContent = turn.text;
    if (turn.chips.length) {
      const chips = element("div", "chips", item);
      for (const [text, kind] of turn.chips) element("span", `chip ${kind}`, chips, text);
    }
    for (const note of turn.notes) element("div", "note", item, note);
    this.lines.push(line);
  }

  // letters between words stay as they are; a click beside the words means the turn
  spell(say, line) {
    let at = 0;
    for (const [first, last] of line.turn.words) {
      say.append(line.turn.text.slice(at, first));
      line.spans.push(element("span", "word", say, line.turn.text.slice(first, last)));
      at = last;
    }
    say.append(line.turn.text.slice(at));
    say.title = this.words.word_hint;
    say.onclick = (event) => {
      if (String(getSelection())) return;  // somebody copies
      const place = line.spans.indexOf(event.target);
      const start = place < 0 ? line.turn.start : line.turn.words[place][2];
      if (start != null) this.replay.jump(start, true);
    };
  }

  key(event) {
    if (!this.replay || event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.composedPath()[0];
    if (event.key === " " && pressed.tagName === "BUTTON" && pressed !== this.button) return;  // a button of its own
    const does = {
      " ": () => this.replay.toggle(),
      ArrowLeft: () => this.replay.jump(this.replay.time - STEP), ArrowRight: () => this.replay.jump(this.replay.time + STEP),
      ArrowUp: () => this.replay.step(-1), ArrowDown: () => this.replay.step(1),
      Home: () => this.replay.jump(0), End: () => this.replay.jump(this.data.seconds),
    }[event.key];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  // who scrolls for themselves is let be until they jump or play
  leave() { if (this.replay) this.replay.followed = false; }

  show() {
    const replay = this.replay;
    if (!replay) return;
    const { time, audio } = replay, { seconds, words } = this.data;
    const playing = !audio.paused && !audio.ended;
    this.root.dataset.state = playing ? "playing" : "still";
    this.button.setAttribute("aria-label", playing ? words.pause : words.play);
    const told = `${clock(time)} / ${clock(seconds)}`;
    if (this.clock.textContent !== told) { this.clock.textContent = told; this.slider.setAttribute("aria-valuetext", told); }
    this.slider.value = time;
    this.slider.style.setProperty("--share", `${(100 * time) / seconds}%`);
    this.cursor.style.left = `${Math.min(100, (100 * time) / seconds)}%`;
    this.speeds.forEach((button, place) => button.setAttribute("aria-pressed", SPEEDS[place] === audio.playbackRate));
    this.tell(replay.failed ? words.failed : NARROW.matches ? words.word_hint : words.keys);
    this.light(time);
  }

  tell(text) { if (this.status.textContent !== text) this.status.textContent = text; }

  light(time) {
    let current = null;
    for (const line of this.lines) {
      const { start, end, words } = line.turn;
      const on = start != null && start - 0.3 <= time && time < end + 0.3 && time > 0;
      if (on) current = line;
      const word = on ? words.findLastIndex((one) => one[2] <= time) : -1;
      const lit = word >= 0 && time < words[word][3] + 0.12 ? line.spans[word] : null;
      if (line.lit !== lit) { line.lit?.classList.remove("lit"); lit?.classList.add("lit"); line.lit = lit; }
      if (line.on !== on) { line.item.classList.toggle("on", on); line.on = on; }
    }
    if (current && current !== this.current && this.replay.followed !== false) this.reveal(current.item);
    if (current) this.current = current;
  }

  // within the transcript's own box, or the one it stands in; the page itself never moves
  reveal(item) {
    let box = this.list;
    while (box && !(box instanceof Element && box.scrollHeight > box.clientHeight + 1 && /auto|scroll/.test(getComputedStyle(box).overflowY)))
      box = box.assignedSlot ?? box.parentNode ?? box.host;
    if (!box || box.matches("section.stMain, body, html, [data-testid=stMain]")) return;
    const place = item.getBoundingClientRect(), around = box.getBoundingClientRect();
    const head = box === this.list ? 0 : this.root.querySelector(".bar").offsetHeight;
    if (place.top >= around.top + head + 8 && place.bottom <= around.bottom - 8) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    box.scrollTo({ top: box.scrollTop + place.top - around.top - head - box.clientHeight * 0.2, behavior: calm ? "auto" : "smooth" });
  }

  async ask() {
    clearTimeout(this.asking);
    if (!this.root.isConnected) return;
    const found = await fetch(this.data.times).then((answer) => (answer.ok ? answer.json() : null), () => null);
    if (!found) return;
    for (const line of this.lines) {
      const words = found.words[line.turn.turn];
      if (words && words.length === line.turn.words.length) line.turn.words = words;
    }
    this.root.dataset.timed = found.complete;
    this.show();
    if (!found.complete) this.asking = setTimeout(() => this.ask(), AGAIN);
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".replay");
  const told = JSON.stringify(data);
  if (root.told !== told) {
    root.told = told;
    root.page = new Page(root, data);
  }
  return () => setTimeout(() => { if (!root.isConnected) root.page?.replay?.audio.pause(); }, 600);
}
