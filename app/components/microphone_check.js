// The check before a call: silence, a soft glide from the loudspeaker, a sentence read; the server judges.
class Check {
  constructor(plan) {
    this.plan = plan; this.state = "starting"; this.level = 0; this.frames = null;
    this.open();
  }

  async open() {
    this.microphone = new Microphone(({ frame }) => this.hear(new Int16Array(frame)));
    this.microphone.lost = () => this.fail("no_microphone");  // a headset that is pulled out
    try {
      await this.microphone.open();
      this.show("ready");
    } catch (error) {
      this.fail(whyNoMicrophone(error));
    }
  }

  again() { this.state = "starting"; this.draw?.(); this.open(); }

  async choose(device) {
    this.frames = null;
    try {
      await this.microphone.choose(device);
      this.show("ready");
    } catch (error) {
      this.fail(whyNoMicrophone(error));
    }
  }

  begin() { this.frames = []; this.played = false; this.show("quiet"); }

  hear(samples) {
    this.level = loudness(samples);
    this.meter?.();
    if (!this.frames) return;
    this.frames.push(samples);
    const seconds = (this.frames.length * FRAME) / RATE;
    if (seconds >= this.plan.quiet && !this.played) { this.played = true; this.play(); this.show("sound"); }
    if (seconds >= this.plan.reads && this.state !== "read") this.show("read");
    if (seconds >= this.plan.whole) this.hand();
  }

  play() {
    const context = this.microphone.context, samples = this.plan.glide, buffer = context.createBuffer(1, samples.length, RATE);
    buffer.getChannelData(0).set(samples);
    for (let n = 0; n < this.plan.glides; n++) {
      const source = context.createBufferSource();
      source.buffer = buffer;
      source.connect(context.destination);
      source.start(context.currentTime + n * buffer.duration);
    }
  }

  hand() {
    const all = new Int16Array(this.frames.length * FRAME);
    this.frames.forEach((samples, n) => all.set(samples, n * FRAME));
    this.frames = null;
    this.show("judging");
    const bytes = new Uint8Array(all.buffer);
    let text = "";
    for (let n = 0; n < bytes.length; n += 8192) text += String.fromCharCode(...bytes.subarray(n, n + 8192));
    this.recorded?.(btoa(text));
    this.patience = setTimeout(() => this.state === "judging" && this.show("ready"), 15000);  // the server was away
  }

  judged(verdict) {
    if (!verdict || verdict.number === this.number) return;
    clearTimeout(this.patience);
    this.number = verdict.number; this.verdict = verdict;
    if (this.state === "judging") this.show("judged");
  }

  show(state) { this.state = state; this.draw?.(); }

  fail(why) { this.why = why; this.frames = null; this.microphone.release(); this.show("failed"); }
}

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".check"), find = (name) => root.querySelector(`.${name}`), words = data.words;
  const fresh = !window.duilianCheck, check = (window.duilianCheck ??= new Check(data.plan));
  check.recorded = (audio) => setTriggerValue("recorded", { audio });
  check.meter = () => {
    find("level").style.transform = `scaleX(${check.level.toFixed(2)})`;
    find("done").style.transform = `scaleX(${check.frames ? Math.min(1, (check.frames.length * FRAME) / RATE / check.plan.whole).toFixed(3) : 0})`;
  };
  check.draw = () => {
    const state = check.state, under_way = ["quiet", "sound", "read", "judging"].includes(state);
    root.dataset.state = state;
    root.dataset.verdict = state === "judged" ? check.verdict.verdict : "";
    find("words").textContent = state === "failed" ? words[check.why] : state === "judged" ? check.verdict.words : words[state];
    find("figures").textContent = state === "judged" ? check.verdict.figures : "";
    find("prompt").hidden = !["ready", "quiet", "sound", "read"].includes(state);
    find("prompt").textContent = data.prompt;
    find("start").textContent = state === "failed" ? words.retry : state === "judged" ? words.again : words.start;
    find("start").disabled = under_way || state === "starting";
    find("device").disabled = under_way;
    find("device").hidden = true;
    if (data.choose && state !== "failed") offerMicrophones(find("device"), check.microphone, words.device);
  };
  find("start").onclick = () => (check.state === "failed" ? check.again() : check.begin());
  find("device").setAttribute("aria-label", words.device);
  find("device").onchange = (event) => check.choose(event.target.value);
  check.judged(data.verdict);
  check.draw();
  check.place = root;
  // it opens below the button that was pressed: on a phone that is out of sight
  if (fresh) requestAnimationFrame(() => root.scrollIntoView({ block: "nearest", behavior: "smooth" }));
  return () => setTimeout(() => {
    if (check.place.isConnected) return;
    check.microphone.release();
    if (window.duilianCheck === check) delete window.duilianCheck;
  }, 300);
}
