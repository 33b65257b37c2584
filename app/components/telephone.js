// The open line: microphone frames out, the customer's clips in, over one WebSocket; one AudioContext times both.
const lines = (window.duilianTelephones ??= new Map());
const AGAIN = 500, KEPT = 250;  // ms between tries; frames kept for a reconnect

class Telephone {
  constructor(data) {
    this.address = `${location.origin.replace(/^http/, "ws")}${data.path}`;
    this.number = 0; this.kept = []; this.queue = new Map(); this.state = "starting";
    this.waiting = [];  // what came of the customer while the call was held: [line, clip], or [line, null] behind its last
    this.playing = null; this.held = false; this.muted = false; this.level = 0; this.turns = null;
    this.open();
  }

  async open() {
    this.microphone = new Microphone((frame) => this.hear(frame));
    this.microphone.slept = () => this.draw?.();
    this.microphone.lost = () => this.microphone.listen().then(() => this.draw?.(), (error) => this.fail(whyNoMicrophone(error)));
    try {
      await this.microphone.open();
    } catch (error) {
      return this.fail(whyNoMicrophone(error));
    }
    this.opened = performance.now();
    this.connect();
    this.draw?.();
  }

  // what is shown: where the browser keeps the sound back, nothing else matters
  get shown() {
    const waits = this.opened && performance.now() > this.opened + SETTLES - 50 && this.microphone.asleep;
    return waits && !["over", "failed", "again"].includes(this.state) ? "asleep" : this.state;
  }

  get context() { return this.microphone.context; }

  hear({ frame, time }) {
    if (this.state === "over") return;
    this.begun ??= time - FRAME / RATE;  // the context's time of sample 0
    const samples = new Int16Array(frame);
    if (this.held || this.muted) samples.fill(0);
    this.level = loudness(samples);
    const packed = new Uint8Array(4 + 2 * FRAME);
    new DataView(packed.buffer).setUint32(0, this.number, true);
    packed.set(new Uint8Array(samples.buffer), 4);
    this.kept.push([this.number++, packed]);
    if (this.kept.length > KEPT) this.kept.shift();
    if (this.resumed) this.socket.send(packed);
    this.meter?.();
  }

  connect() {
    const socket = (this.socket = new WebSocket(this.address));
    socket.binaryType = "arraybuffer";
    socket.onmessage = ({ data }) => (typeof data === "string" ? this.told(JSON.parse(data)) : this.clip(data));
    socket.onclose = ({ code }) => {
      if (this.socket !== socket || this.state === "over") return;
      this.resumed = false;
      if (code === 4403 || code === 4404 || code === 1000) return this.fail("gone");
      this.show("again");
      this.retry = setTimeout(() => this.connect(), AGAIN);
    };
  }

  say(message) { if (this.socket?.readyState === 1) this.socket.send(JSON.stringify(message)); else this.unsaid = [...(this.unsaid ?? []), message]; }

  told(message) {
    if (message.resume !== undefined) {
      this.kept = this.kept.filter(([number]) => number >= message.resume);
      for (const [, packed] of this.kept) this.socket.send(packed);
      this.resumed = true;
      for (const unsaid of this.unsaid?.splice(0) ?? []) this.say(unsaid);
      this.show(this.usual);
    }
    if (message.ack !== undefined) this.kept = this.kept.filter(([number]) => number > message.ack);
    if (message.last !== undefined) this.last(message.last);
    if (message.stop !== undefined) this.stop(message.stop);
    if (message.sign !== undefined) this.sign = message.sign;
    if (message.over !== undefined) this.close();
    if (message.turns !== undefined || message.over !== undefined) this.news?.(message);
  }

  // seconds of the context → samples of the microphone
  sample(time) { return Math.max(0, Math.round((time - (this.begun ?? time)) * RATE)); }

  clip(data) {
    const view = new DataView(data), index = view.getUint32(0, true), rate = view.getUint32(4, true);
    const samples = new Int16Array(data, 8);
    if (!samples.length || index === this.cut) return;
    if (this.held) { if (index !== this.sign) this.waiting.push([index, data]); return; }
    const buffer = this.context.createBuffer(1, samples.length, rate);
    buffer.getChannelData(0).set(Float32Array.from(samples, (value) => value / 32768));
    const source = this.context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.context.destination);
    if (index === this.sign) return this.murmur(source, index);
    if (this.playing?.index !== index) this.playing = { index, until: 0, sources: [], complete: false };
    const playing = this.playing, first = playing.begun === undefined;
    const start = Math.max(this.context.currentTime + 0.02, playing.until);
    const late = this.context.outputLatency || 0;
    source.start(start);
    playing.until = start + buffer.duration;
    playing.sources.push({ source, start, end: playing.until });
    if (first) { playing.begun = start; this.say({ playing: index, at: this.sample(start + late) }); }
    source.onended = () => this.ended(playing);
    this.show("speaking");
  }

  murmur(source, index) {
    const start = this.context.currentTime + 0.02;
    source.start(start);
    this.say({ sign: index, at: this.sample(start + (this.context.outputLatency || 0)) });
  }

  last(index) {
    if (this.held) this.waiting.push([index, null]);
    else if (this.playing?.index === index) { this.playing.complete = true; this.ended(this.playing); }
  }

  ended(playing) {
    if (this.playing !== playing || playing.stopped || !playing.complete || this.context.currentTime < playing.until - 0.03) return;
    this.playing = null;
    this.say({ ended: playing.index, at: this.sample(playing.until) });
    this.show(this.usual);
  }

  stop(index) {
    this.cut = index;  // what is still on its way of it is not heard
    this.waiting = this.waiting.filter(([one]) => one !== index);
    const playing = this.playing;
    if (playing?.index !== index) return;
    const now = this.context.currentTime;
    playing.stopped = true;
    const played = playing.sources.reduce((sum, one) => sum + Math.max(0, Math.min(now, one.end) - one.start), 0);
    for (const { source } of playing.sources) { source.onended = null; try { source.stop(); } catch { /* was over */ } }
    this.playing = null;
    this.say({ stopped: index, at: this.sample(now), played });
    this.show(this.usual);
  }

  hold(held) {
    if (!this.opened) return;
    this.held = held;
    this.heldSince = held ? performance.now() : null;
    if (held && this.playing) { this.stop(this.playing.index); }
    this.say({ hold: held });
    this.music?.stop();
    this.music = held ? melody(this.context) : null;
    this.show(this.usual);
    if (!held) for (const [index, clip] of this.waiting.splice(0)) if (clip) this.clip(clip); else this.last(index);
  }

  // what goes on where nothing is wrong
  get usual() { return this.held ? "held" : this.playing ? "speaking" : "listening"; }

  mute(muted) { this.muted = muted; this.say({ muted }); this.draw?.(); }

  show(state) { if (this.state !== "over" && this.state !== "failed") { this.state = state; this.draw?.(); } }

  fail(why) { this.state = "failed"; this.why = why; this.release(); this.draw?.(); }

  close() {
    this.state = "over";
    this.draw?.();
    const left = this.playing ? 1000 * (this.playing.until - this.context.currentTime) : 0;
    setTimeout(() => this.release(), Math.max(0, left));
  }

  release() {
    clearTimeout(this.retry);
    this.music?.stop();
    this.microphone.release();
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }
}

// Hold music: a few soft notes over and over, made here, so that nobody's rights are touched.
function melody(context) {
  const volume = context.createGain(), notes = [392, 494, 587, 494, 440, 523, 659, 523];
  volume.gain.value = 0.05;
  volume.connect(context.destination);
  let next = context.currentTime, n = 0, playing = [];
  const add = () => {
    while (next < context.currentTime + 2) {
      const tone = context.createOscillator(), shape = context.createGain();
      tone.frequency.value = notes[n++ % notes.length];
      shape.gain.setValueAtTime(0, next);
      shape.gain.linearRampToValueAtTime(1, next + 0.05);
      shape.gain.exponentialRampToValueAtTime(0.01, next + 0.55);
      tone.connect(shape).connect(volume);
      tone.start(next); tone.stop(next + 0.6);
      playing = [...playing.slice(-8), tone];
      next += 0.6;
    }
  };
  add();
  const beat = setInterval(add, 500);
  return { stop() { clearInterval(beat); volume.disconnect(); } };
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".telephone");
  const find = (name) => root.querySelector(`.${name}`);
  for (const [token, other] of lines) if (token !== data.token) { other.close(); lines.delete(token); }
  if (!lines.has(data.token)) lines.set(data.token, new Telephone(data));
  const line = lines.get(data.token), words = data.words;
  line.news = (message) => setTriggerValue("news", { turns: message.turns ?? null, over: message.over ?? null, at: Date.now() });
  line.meter = () => { find("level").style.transform = `scaleX(${line.level.toFixed(2)})`; };
  line.draw = () => {
    root.dataset.state = line.shown;
    root.dataset.muted = line.muted;
    const held = line.held && line.heldSince ? ` ${clock(performance.now() - line.heldSince)}` : "";
    find("words").textContent = (line.state === "failed" ? words[line.why] : line.muted && line.shown === "listening" ? words.muted : words[line.shown]) + held;
    find("hold").textContent = line.held ? words.unhold : words.hold;
    find("mute").textContent = line.muted ? words.unmute : words.mute;
    find("hold").setAttribute("aria-pressed", line.held);
    find("mute").setAttribute("aria-pressed", line.muted);
    offerMicrophones(find("device"), line.microphone, words.device);
  };
  find("hold").onclick = () => line.hold(!line.held);
  find("mute").onclick = () => line.mute(!line.muted);
  find("device").setAttribute("aria-label", words.device);
  find("device").onchange = (event) => line.microphone.choose(event.target.value).catch((error) => line.fail(whyNoMicrophone(error)));
  line.draw();
  const beat = setInterval(() => { if (line.held) line.draw?.(); }, 500);
  line.place = root;
  return () => {
    clearInterval(beat);
    setTimeout(() => { if (!line.place.isConnected) { line.close(); lines.delete(data.token); } }, 1500);
  };
}

function clock(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return `${String(Math.floor(seconds / 60)).padStart(2, "0")}:${String(seconds % 60).padStart(2, "0")}`;
}
