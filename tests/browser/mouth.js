// A microphone for tests: what is to be said is handed over while the page runs. Silence else, as a headset gives;
// with window.duilianLoudspeaker = { db, seconds } it also hears what the page plays, softer, later and coloured.
(() => {
  let context, into, room;
  const make = () => {
    context ??= new AudioContext();
    into ??= context.createMediaStreamDestination();
    return into;
  };
  navigator.mediaDevices.getUserMedia = async () => {
    const stream = make().stream;
    return new MediaStream(stream.getAudioTracks().map((track) => track.clone()));
  };
  window.duilianSay = async (wav, gain = 1) => {
    make();
    await context.resume();
    const bytes = Uint8Array.from(atob(wav), (c) => c.charCodeAt(0));
    const source = context.createBufferSource(), volume = context.createGain();
    source.buffer = await context.decodeAudioData(bytes.buffer);
    volume.gain.value = gain;
    source.connect(volume).connect(into);
    source.start();
    window.duilianSaid = performance.now() + 1000 * source.buffer.duration;
    return source.buffer.duration;
  };

  // from a small loudspeaker through the room back to the microphone
  const makeRoom = ({ db, seconds }) => {
    const late = context.createDelay(1), thin = context.createBiquadFilter(), dull = context.createBiquadFilter(), soft = context.createGain();
    late.delayTime.value = seconds;
    thin.type = "highpass"; thin.frequency.value = 250;
    dull.type = "lowpass"; dull.frequency.value = 4000;
    soft.gain.value = 10 ** (db / 20);
    late.connect(thin).connect(dull).connect(soft).connect(into);
    const meter = context.createAnalyser(), heard = new Float32Array(meter.fftSize);
    soft.connect(meter);
    setInterval(() => {
      meter.getFloatTimeDomainData(heard);
      window.duilianEcho = Math.max(window.duilianEcho ?? 0, ...heard);  // its highest sample so far
    }, 50);
    return late;
  };
  const loudspeakers = new Map(), connect = AudioNode.prototype.connect;
  AudioNode.prototype.connect = function (target, ...rest) {
    if (window.duilianLoudspeaker && target === this.context.destination && this.context !== context) {
      make();
      room ??= makeRoom(window.duilianLoudspeaker);
      if (!loudspeakers.has(this.context)) {
        const tap = this.context.createMediaStreamDestination();
        loudspeakers.set(this.context, tap);
        connect.call(context.createMediaStreamSource(tap.stream), room);
      }
      connect.call(this, loudspeakers.get(this.context));
    }
    return connect.call(this, target, ...rest);
  };
})();
