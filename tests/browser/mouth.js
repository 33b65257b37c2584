// A microphone for tests: what is to be said is handed over while the page runs. Silence else, as a headset gives.
(() => {
  let context, into;
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
})();
