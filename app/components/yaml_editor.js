// A YAML editor whose text is the typist's: what Python sends is merged into it, never put over it.
//
// A *room* holds the text of one editor for as long as the browser page lives, also while nothing shows it.
// Every text that goes to Python has a number; Python says with its own text which number that was made from
// (`seen`). The room keeps the text of each number not yet answered, and what was typed since, so a change made
// by Python and typing done meanwhile are both kept. A plain text area stands in until CodeMirror has arrived.
const rooms = (window.duilianEditors ??= new Map());
const REST = 700;  // ms without typing after which Python hears of it
const LONGEST = 5000;  // ms of typing without a rest after which it hears too
const PATIENCE = 5000;  // ms that completions are waited for
const NAMED = /^ *(?:[\w./-]+:|#)/;  // a line with a key, or a remark
const MARGIN = 40;  // px of a line and its neighbour
const KEY = /^([\w-]+):/;
const WORD = /[\w./-]*$/;
// where keys and names stand: the start of a line or entry, after `key:`, in [ ] and { }, in a slot
const WORTH_ASKING = [/^\s*(?:- +)*[\w./-]+$/, /^\s*(?:- +)*[\w-]+: ["']?[\w./-]*$/, /: *[[{].*[[{,:] *["']?[\w./-]*$/, /\{[\w-]*$/];

function enter(key, data) {
  if (!rooms.has(key)) rooms.set(key, { key, number: data.seen ?? 0, heard: data.seen ?? 0, sent: [], asked: 0, doc: data.text });
  return rooms.get(key);
}

const textOf = (room) => (room.view ? room.view.state.doc.toString() : room.area?.value ?? room.doc);

// ---- to Python

function typed(room) {
  room.unsent = true;
  room.since ??= Date.now();
  clearTimeout(room.timer);
  if (Date.now() - room.since > LONGEST) flush(room);
  else room.timer = setTimeout(() => flush(room), REST);
}

function flush(room) {
  clearTimeout(room.timer);
  if (!room.unsent) return;
  room.unsent = false;
  room.since = null;
  room.number += 1;
  remember(room, room.number);
  const line = room.view ? room.view.state.doc.lineAt(room.view.state.selection.main.head).number : 1;
  room.setStateValue("typed", { text: textOf(room), number: room.number, line });
}

function remember(room, number) {
  const text = textOf(room);
  const since = room.view ? window.duilianCodeMirror.ChangeSet.empty(room.view.state.doc.length) : null;
  room.sent.push({ number, text, since });
}

// Where the typist rests: told when it is another top-level key than those that Python shows beside the text.
function moved(room) {
  clearTimeout(room.moving);
  if (room.within) room.moving = setTimeout(() => room.view.hasFocus && tell(room), REST / 2);
}

function tell(room) {
  const { doc, selection } = room.view.state;
  let number = doc.lineAt(selection.main.head).number;
  while (number > 1 && !KEY.test(doc.line(number).text)) number -= 1;
  while (number < doc.lines && !KEY.test(doc.line(number).text)) number += 1;  // above the first one
  const key = KEY.exec(doc.line(number).text)?.[1];
  if (!key || room.within.includes(key)) room.at = null;
  else if (room.at !== key) {
    room.at = key;
    room.moves = (room.moves ?? 0) + 1;
    room.setStateValue("at", { key, id: `${room.moves}:${Date.now()}` });
  }
}

// ---- from Python

function receive(room, data) {
  const base = room.sent.findLast((sent) => sent.number === data.seen);
  const unheard = room.unsent || room.number > room.heard;
  if (data.seen !== null) {
    room.heard = Math.max(room.heard, data.seen);
    room.number = Math.max(room.number, data.seen);
    room.sent = room.sent.filter((sent) => sent.number >= data.seen);
  }
  if (base) {
    if (base.text !== data.text) merge(room, base, data.text);
  } else {  // Python does not know what was typed here last and is told it; else its own text counts
    if (!unheard) merge(room, { text: textOf(room) }, data.text);
    room.sent = [];
    remember(room, data.seen);
  }
  const answered = data.seen === null || data.seen === room.number;
  if (answered && textOf(room) !== data.text) room.unsent = true;
  if (room.unsent) typed(room);
}

// What Python changed goes in as an edit of its own, which can be undone; typing since then stays.
function merge(room, base, text) {
  const known = { number: base.number ?? null, text, since: null };
  if (room.view) {
    const { ChangeSet } = window.duilianCodeMirror;
    const theirs = ChangeSet.of(differences(base.text, text), base.text.length);
    const since = base.since ?? ChangeSet.empty(base.text.length);
    const changes = theirs.map(since);
    room.view.dispatch({ changes, userEvent: "python" });
    known.since = since.map(theirs, true);
    if (!room.view.hasFocus) changes.iterChangedRanges((_a, _b, from) => reveal(room, from));
  } else if (room.area.value === base.text) {
    room.area.value = text;
  }  // in the plain area the typist's text stays, and Python hears it
  room.sent = [...room.sent.filter((sent) => sent !== base), known];
}

// The changes that make one text of another, line by line where the lines correspond.
function differences(before, after) {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let head = 0;
  while (head < old.length && head < now.length && old[head] === now[head]) head += 1;
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - head && old[old.length - 1 - tail] === now[now.length - 1 - tail]) tail += 1;
  const place = old.slice(0, head).join("\n").length + (head ? 1 : 0);
  const [gone, come] = [old.slice(head, old.length - tail), now.slice(head, now.length - tail)];
  if (gone.length !== come.length) return [narrow(place, before, after)];
  const hunks = [];
  let from = place;
  gone.forEach((line, index) => {
    if (line !== come[index]) {
      const found = narrow(0, line, come[index]);
      hunks.push({ from: from + found.from, to: from + found.to, insert: found.insert });
    }
    from += line.length + 1;
  });
  return hunks;
}

// One change: what is the same at both ends is left alone.
function narrow(from, before, after) {
  const most = Math.min(before.length, after.length);
  while (from < most && before[from] === after[from]) from += 1;
  let tail = 0;
  while (tail < most - from && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

// Problems belong to the text that Python saw: they move with what was typed since.
function mark(room, data) {
  const shown = JSON.stringify([data.seen, data.marks, data.text]);
  if (room.shown === shown) return;
  room.shown = shown;
  const { Text, setDiagnostics } = window.duilianCodeMirror;
  const base = room.sent.findLast((sent) => sent.number === data.seen && sent.text === data.text);
  const doc = Text.of((base?.text ?? textOf(room)).split("\n"));
  const moved = (place, side) => (base?.since ? base.since.mapPos(place, side) : place);
  const marks = data.marks.map(({ line, message, severity }) => {
    const at = doc.line(Math.min(Math.max(line, 1), doc.lines));
    const start = at.from + (at.text.length - at.text.trimStart().length);
    return { from: moved(start, -1), to: Math.max(moved(start, -1), moved(at.to, 1)), message, severity };
  });
  room.view.dispatch(setDiagnostics(room.view.state, marks));
}

// Shows a place of the text without moving the page, on which somebody is at work elsewhere. Lines that were
// never seen have an estimated height, so it looks again when they are.
function reveal(room, place, looks = 4) {
  const { scrollDOM } = room.view;
  const line = room.view.lineBlockAt(Math.min(place, room.view.state.doc.length));
  const [top, height] = [scrollDOM.scrollTop, scrollDOM.clientHeight];
  if (line.top < top || line.top + MARGIN > top + height) scrollDOM.scrollTop = line.top - height / 4;
  if (looks) requestAnimationFrame(() => reveal(room, place, looks - 1));
}

function jump(room, goal) {
  if (!goal || room.jumped === goal.token) return;
  room.jumped = goal.token;
  const { EditorView } = window.duilianCodeMirror;
  const line = room.view.state.doc.line(Math.min(Math.max(goal.line, 1), room.view.state.doc.lines));
  const place = line.from + (line.text.length - line.text.trimStart().length);
  if (!goal.focus) {
    room.view.dispatch({ selection: { anchor: place } });
    reveal(room, place);
    return;
  }
  room.view.dispatch({ selection: { anchor: place }, effects: EditorView.scrollIntoView(place, { y: "center" }) });
  room.view.dom.scrollIntoView({ block: "nearest" });
  room.view.focus();
}

// ---- completions: asked of Python once a word

async function complete(room, context) {
  const line = context.state.doc.lineAt(context.pos);
  const before = line.text.slice(0, context.pos - line.from);
  const word = context.pos - WORD.exec(before)[0].length;
  if (!context.explicit) {
    if (room.view.composing || !WORTH_ASKING.some((place) => place.test(before))) return null;
    if (room.nothing === word) return null;
  }
  room.asked += 1;
  const ask = { id: `${room.key}:${room.asked}:${Date.now()}`, text: textOf(room), line: line.number, column: before.length };
  const told = await answer(room, ask);
  room.nothing = told?.options.length ? null : word;
  if (!told?.options.length || context.aborted) return null;
  return { from: context.pos - told.typed, options: told.options.map(option), validFor: /^[\w./-]*$/ };
}

function answer(room, ask) {
  room.answered?.(null);
  return new Promise((resolve) => {
    room.asking = ask.id;
    room.answered = resolve;
    setTimeout(() => resolve(null), PATIENCE);
    room.setStateValue("ask", ask);
  });
}

function option({ label, detail, insert, kind, first }, place) {
  const apply = insert === label ? undefined : window.duilianCodeMirror.snippet(insert);
  return { label, info: detail || undefined, type: kind, apply, boost: (first ? 20 : 0) - place / 10 };
}

// ---- CodeMirror

function open(room, host) {
  const m = window.duilianCodeMirror;
  room.theme = new m.Compartment();
  room.named = new m.Compartment();
  const heard = m.EditorView.updateListener.of((update) => {
    if (update.selectionSet && update.view.hasFocus) moved(room);
    if (!update.docChanged) return;
    for (const sent of room.sent) sent.since = sent.since.compose(update.changes);
    if (!update.transactions.some((change) => change.isUserEvent("python"))) typed(room);
  });
  const tab = { key: "Tab", run: (view) => indent(m, view), shift: m.indentLess };
  const save = { key: "Mod-s", run: () => (flush(room), true) };
  const ask = { key: "Alt-/", run: m.startCompletion };
  const keys = [tab, save, ask, ...m.closeBracketsKeymap, ...m.defaultKeymap, ...m.searchKeymap, ...m.historyKeymap, ...m.foldKeymap, ...m.completionKeymap, ...m.lintKeymap];
  room.view = new m.EditorView({
    root: host.getRootNode(),
    parent: host,
    state: m.EditorState.create({
      doc: textOf(room),
      extensions: [
        m.lintGutter(), m.lineNumbers(), m.foldGutter(), m.history(), m.drawSelection(), m.highlightActiveLine(),
        m.highlightActiveLineGutter(), m.bracketMatching(), m.closeBrackets(), m.highlightSelectionMatches(), m.search({ top: true }),
        m.autocompletion({ override: [(context) => complete(room, context)], icons: false, activateOnTypingDelay: 120 }),
        m.yaml(), m.syntaxHighlighting(colours(m)), m.indentUnit.of("  "), m.EditorState.tabSize.of(2), m.EditorView.lineWrapping,
        hanging(m), m.keymap.of(keys), heard, room.named.of([]), room.theme.of([]),
        m.EditorView.domEventHandlers({ blur: () => { flush(room); } }),
      ],
    }),
  });
  for (const sent of room.sent) sent.since = m.ChangeSet.of(differences(sent.text, textOf(room)), sent.text.length);
}

// Two spaces; of several selected lines, each moves.
function indent(m, view) {
  if (view.state.readOnly) return false;
  if (!view.state.selection.main.empty) return m.indentMore(view);
  view.dispatch(view.state.replaceSelection("  "), { userEvent: "input.indent", scrollIntoView: true });
  return true;
}

// A long line goes on below what an entry says, and further in than a key: never where a line may begin.
function hanging(m) {
  const draw = (view) => {
    const made = new m.RangeSetBuilder();
    for (const { from, to } of view.visibleRanges) {
      for (let place = from; place <= to;) {
        const line = view.state.doc.lineAt(place);
        const begun = /^ *(?:- +)*/.exec(line.text)[0].length;
        const depth = Math.min(begun + (NAMED.test(line.text) ? 2 : 0), 16);
        const style = `padding-left: calc(${depth}ch + 6px); text-indent: -${depth}ch`;
        if (depth) made.add(line.from, line.from, m.Decoration.line({ attributes: { style } }));
        place = line.to + 1;
      }
    }
    return made.finish();
  };
  class Hanging {
    constructor(view) { this.decorations = draw(view); }
    update(update) { if (update.docChanged || update.viewportChanged) this.decorations = draw(update.view); }
  }
  return m.ViewPlugin.fromClass(Hanging, { decorations: (plugin) => plugin.decorations });
}

function colours({ HighlightStyle, tags }) {
  const of = (tag, colour, more = {}) => ({ tag, color: `var(--st-${colour})`, ...more });
  return HighlightStyle.define([
    of([tags.propertyName, tags.definition(tags.propertyName)], "primary-color", { fontWeight: "600" }),
    of(tags.string, "green-text-color"),
    of([tags.comment, tags.lineComment, tags.meta], "gray-text-color", { fontStyle: "italic" }),
    of([tags.separator, tags.punctuation, tags.squareBracket, tags.brace], "orange-text-color"),
    of([tags.keyword, tags.labelName, tags.typeName], "violet-text-color"),
  ]);
}

function clothe(room, host, data) {
  const { EditorState, EditorView } = window.duilianCodeMirror;
  const [r, g, b] = getComputedStyle(host).backgroundColor.match(/[\d.]+/g)?.map(Number) ?? [255, 255, 255];
  const dark = 0.3 * r + 0.59 * g + 0.11 * b < 128;
  const named = [EditorView.contentAttributes.of({ "aria-label": data.words.label, "aria-description": data.words.hint, spellcheck: "false" }), EditorState.phrases.of(data.words.phrases)];
  const worn = JSON.stringify([dark, data.words]);
  if (room.worn === worn) return;
  room.worn = worn;
  room.view.dispatch({ effects: [room.theme.reconfigure(EditorView.darkTheme.of(dark)), room.named.reconfigure(named)] });
}

// ---- on the page

function show(room, host, data) {
  host.style.setProperty("--height", data.height);
  if (!room.view) open(room, host);
  if (room.view.dom.parentNode !== host) {
    host.append(room.view.dom);
    room.view.setRoot(host.getRootNode());
  }
  room.area?.remove();
  room.area = null;
  receive(room, data);
  clothe(room, host, data);
  mark(room, data);
  jump(room, data.jump);
}

function showPlain(room, host, data) {
  host.style.setProperty("--height", data.height);
  const first = !room.area;
  room.area ??= document.createElement("textarea");
  if (room.area.parentNode !== host) host.append(room.area);
  if (first) room.area.value = room.doc;
  room.area.setAttribute("aria-label", data.words.label);
  room.area.spellcheck = false;
  room.area.oninput = () => typed(room);
  room.area.onblur = () => flush(room);
  receive(room, data);
}

export default function ({ data: given, parentElement, setStateValue }) {
  const data = { ...given, text: given.text.replace(/\r\n?/g, "\n") };
  const host = parentElement.querySelector(".editor");
  const room = enter(data.id, data);
  room.setStateValue = setStateValue;
  room.within = data.within;
  if (room.place !== host) {
    room.place = host;
    if (data.seen === null) room.sent = [];
  }
  if (data.answer && data.answer.id === room.asking) room.answered?.(data.answer);
  const draw = () => {
    if (room.place !== host) return;
    show(room, host, data);
  };
  if (window.duilianCodeMirror) {
    draw();
  } else {
    showPlain(room, host, data);
    room.arrived && window.removeEventListener("duilian-codemirror", room.arrived);
    room.arrived = draw;
    window.addEventListener("duilian-codemirror", draw, { once: true });
  }
  return () => {  // it leaves the page: nothing that was typed stays behind
    if (room.place === host && !host.isConnected) {
      flush(room);
      room.heard = room.number;
    }
  };
}
