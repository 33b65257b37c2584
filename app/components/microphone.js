// The microphone as frames of 40 ms at 16 kHz: for the line of a call, and for the check before it.
const FRAME = 640, RATE = 16000, CHOICE = "duilian_microphone", SETTLES = 1000;  // ms until a context runs, if it may

// Low-pass, then every 16,000th of a second by interpolation; frames carry the context's time of their first sample.
const WORKLET = `
class Ear extends AudioWorkletProcessor {
  constructor() {
    super();
    const step = sampleRate / ${RATE}, taps = 33, cut = Math.min(0.45, 0.45 / step);
    this.kernel = Float32Array.from({ length: taps }, (_, n) => {
      const x = n - (taps - 1) / 2;
      const ideal = x === 0 ? 2 * cut : Math.sin(2 * Math.PI * cut * x) / (Math.PI * x);
      return ideal * (0.54 - 0.46 * Math.cos(2 * Math.PI * n / (taps - 1)));
    });
    this.step = step; this.past = new Float32Array(taps - 1); this.at = 0; this.last = 0;
    this.frame = new Int16Array(${FRAME}); this.filled = 0;
  }
  process(inputs) {
    const heard = inputs[0][0] ?? new Float32Array(128);
    const all = new Float32Array(this.past.length + heard.length);
    all.set(this.past); all.set(heard, this.past.length);
    for (let n = 0; n < heard.length; n++) {
      let sum = 0;
      for (let k = 0; k < this.kernel.length; k++) sum += this.kernel[k] * all[n + k];
      while (this.at < 1) {
        const value = this.last + (sum - this.last) * this.at;
        this.frame[this.filled++] = Math.max(-1, Math.min(1, value)) * 32767;
        this.at += this.step;
        if (this.filled === ${FRAME}) {
          this.port.postMessage({ frame: this.frame.slice().buffer, time: currentTime });
          this.filled = 0;
        }
      }
      this.at -= 1; this.last = sum;
    }
    this.past = all.slice(heard.length);
    return true;
  }
}
registerProcessor("ear", Ear);`;

class Microphone {
  constructor(hear) { this.hear = hear; this.devices = []; this.released = false; this.left = new AbortController(); }

  async open() {
    if (!navigator.mediaDevices?.getUserMedia) throw new DOMException("", window.isSecureContext ? "NotFoundError" : "InsecureError");
    const before = kept(CHOICE);
    await this.listen(before ? { ideal: before } : undefined);  // another one where that is not plugged in
  }

  // Not before there is a microphone: some browsers change the rate of all sound when one is opened, a headset's above all.
  async make() {
    const context = new AudioContext({ latencyHint: "interactive" });
    await context.audioWorklet.addModule(URL.createObjectURL(new Blob([WORKLET], { type: "text/javascript" })));
    this.context = context;
  }

  async listen(deviceId) {
    const wanted = { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true };
    const stream = await navigator.mediaDevices.getUserMedia({ audio: deviceId ? { ...wanted, deviceId } : wanted });
    this.stream?.getTracks().forEach((track) => track.stop());
    this.stream = stream;
    if (!this.released && !this.context) await this.make();
    if (this.released) return this.release();
    stream.getAudioTracks()[0].onended = () => { if (this.stream === stream && !this.released) this.lost?.(); };  // pulled out
    this.source?.disconnect();
    this.source = this.context.createMediaStreamSource(stream);
    if (!this.ear) {  // not before there is a microphone: the first sample is its first
      this.ear = new AudioWorkletNode(this.context, "ear", { numberOfOutputs: 1 });
      this.ear.port.onmessage = ({ data }) => this.hear(data);
      this.ear.connect(this.context.destination);  // it gives nothing out, but must be asked to run
    }
    this.source.connect(this.ear);
    this.devices = (await navigator.mediaDevices.enumerateDevices()).filter((one) => one.kind === "audioinput");
    this.wake();
  }

  // A browser may let nothing sound, nor be heard, until the page is touched: after a reload, say. It is not waited for.
  wake() {
    const wake = () => { if (this.asleep) this.context.resume().catch(() => {}); };
    wake();
    if (this.context.onstatechange) return;
    this.context.onstatechange = () => this.slept?.();
    for (const touch of ["pointerdown", "keydown"]) addEventListener(touch, wake, { signal: this.left.signal });
    document.addEventListener("visibilitychange", wake, { signal: this.left.signal });  // a phone that was taken in between
    setTimeout(() => this.slept?.(), SETTLES);
  }

  get asleep() { return !this.released && Boolean(this.context) && this.context.state !== "running"; }

  async choose(device) {
    await this.listen({ exact: device });
    keep(CHOICE, device);
  }

  get device() { return this.stream?.getAudioTracks()[0]?.getSettings().deviceId; }

  release() {
    this.released = true;
    this.left.abort();
    this.stream?.getTracks().forEach((track) => track.stop());
    if (this.context && this.context.state !== "closed") this.context.close();
  }
}

// What was chosen stays in this browser; a private window may refuse to keep anything.
function kept(name) { try { return localStorage.getItem(name); } catch { return null; } }
function keep(name, value) { try { localStorage.setItem(name, value); } catch { /* then it is asked again */ } }

function whyNoMicrophone(error) {
  return { NotAllowedError: "denied", SecurityError: "denied", NotReadableError: "busy", AbortError: "busy", InsecureError: "insecure" }[error.name] ?? "no_microphone";
}

// 0 … 1 from 60 to 10 dB below full scale
function loudness(samples) {
  let power = 0;
  for (const value of samples) power += value * value;
  return Math.max(0, Math.min(1, (10 * Math.log10(power / samples.length / 1073741824 + 1e-9) + 60) / 50));
}

function offerMicrophones(choice, microphone, word) {
  const devices = microphone.devices;
  choice.hidden = devices.length < 2;
  const offered = [...choice.options].map((one) => one.value + one.text).join();
  const options = devices.map((one, n) => new Option(one.label || `${word} ${n + 1}`, one.deviceId));
  if (offered !== options.map((one) => one.value + one.text).join()) choice.replaceChildren(...options);
  if (devices.some((one) => one.deviceId === microphone.device)) choice.value = microphone.device;
}

