// The time axis of a replay: who speaks when, the customer's mood, where verdicts rest. A cursor moves over it.
const SVG = "http://www.w3.org/2000/svg", WIDE = 1000, HIGH = 64, LANE = 5;
const MOODS = [["anger", "solid"], ["trust", "dashed"], ["anxiety", "dotted"]];
const SHAPES = {  // of a verdict, in a box of 10; colour is never the only sign
  met: "M5 1.2a3.8 3.8 0 1 0 .01 0z", partial: "M5 .6 9.4 5 5 9.4.6 5z", missed: "M5 .8 9.6 9H.4z",
};

function drawn(name, attributes, parent) {
  const node = parent.appendChild(document.createElementNS(SVG, name));
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function element(name, kind, parent, text) {
  const node = parent.appendChild(document.createElement(name));
  if (kind) node.className = kind;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Flat while the customer speaks, then towards their next turn.
function course(data, part) {
  const times = new Map(data.turns.map((turn) => [turn.turn, turn]));
  const points = [];
  for (const point of data.mood) {
    const turn = times.get(point.turn);
    if (point[part] === null || turn?.start == null) continue;
    const y = (1 - point[part]) * (HIGH - 8) + 4;
    points.push([turn.start, y], [turn.end ?? turn.start, y]);
  }
  return points.map(([time, y]) => `${((time / data.seconds) * WIDE).toFixed(1)},${y.toFixed(1)}`).join(" ");
}

function lanes(data, svg) {
  for (const turn of data.turns) {
    if (turn.start == null) continue;
    const agent = turn.side === "agent";
    drawn("rect", {
      class: `lane ${turn.side}`, x: (turn.start / data.seconds) * WIDE, y: HIGH + (agent ? 3 : 3 + LANE + 3),
      width: Math.max(1, ((turn.end - turn.start) / data.seconds) * WIDE), height: LANE,
    }, svg);
  }
}

function axis(data, parent, jump) {
  const box = element("div", "axis", parent);
  const high = HIGH + 2 * LANE + 8;
  const svg = drawn("svg", { viewBox: `0 ${data.mood.length ? 0 : HIGH} ${WIDE} ${data.mood.length ? high : high - HIGH}`,
    preserveAspectRatio: "none", role: "img", "aria-label": data.words.mood_alt }, box);
  svg.style.height = `${data.mood.length ? high : high - HIGH}px`;
  lanes(data, svg);
  if (data.mood.length) for (const [part, dash] of MOODS) drawn("polyline", { class: `mood ${part} ${dash}`, points: course(data, part) }, svg);
  svg.addEventListener("click", (event) => {
    const place = svg.getBoundingClientRect();
    jump(((event.clientX - place.left) / place.width) * data.seconds);
  });
  if (data.marks.length) marked(data, box, jump);
  return element("i", "cursor", box);
}

function marked(data, box, jump) {
  const row = element("div", "marks", box);
  row.setAttribute("aria-hidden", "true");  // the same words stand under the turns
  for (const mark of data.marks) {
    const turn = data.turns.find((one) => one.turn === mark.turn);
    if (turn?.start == null) continue;
    const button = element("button", `mark ${mark.verdict}`, row);
    Object.assign(button, { type: "button", tabIndex: -1, title: [data.words.turn.replace("{turn}", mark.turn + 1), ...mark.words].join("\n") });
    button.style.left = `${(turn.start / data.seconds) * 100}%`;
    drawn("path", { d: SHAPES[mark.verdict] }, drawn("svg", { viewBox: "0 0 10 10" }, button));
    button.addEventListener("click", () => jump(turn.start, true));
  }
}

function legend(data, parent) {
  const box = element("div", "legend", parent);
  for (const side of ["agent", "customer"]) {
    const said = data.turns.find((turn) => turn.side === side);
    if (!said) continue;
    const one = element("span", "", box);
    drawn("rect", { class: `lane ${side}`, width: 16, height: 6 }, drawn("svg", { viewBox: "0 0 16 6", class: "sample", "aria-hidden": "true" }, one));
    one.append(said.who);
  }
  if (data.mood.length) for (const [part, dash] of MOODS) {
    if (data.mood.every((point) => point[part] === null)) continue;
    const one = element("span", "", box);
    const svg = drawn("svg", { viewBox: "0 0 24 6", class: "sample", "aria-hidden": "true" }, one);
    drawn("polyline", { class: `mood ${part} ${dash}`, points: "0,3 24,3" }, svg);
    one.append(data.words[`mood_${part}`]);
  }
  const shown = new Set(data.marks.map((mark) => mark.verdict));
  for (const verdict of ["met", "partial", "missed"]) if (shown.has(verdict)) {
    const one = element("span", "", box);
    drawn("path", { d: SHAPES[verdict] }, drawn("svg", { viewBox: "0 0 10 10", class: `mark ${verdict}`, "aria-hidden": "true" }, one));
    one.append(data.words[`verdict_${verdict}`]);
  }
}
