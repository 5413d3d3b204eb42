// Watches a walk by Tab: `stops` are the elements that it should reach, in the order of the document.
() => {
  const INTERACTIVE = "a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, audio, video, [tabindex], [contenteditable]";
  const SEGMENTED = /^(date|time|datetime-local|month|week)$/; // Tab stops at day, month, year …
  const UP_TO = 4; // focus may show on what the element stands in, as on a card
  const isStop = (one) => one.tabIndex >= 0 && !one.matches(":disabled") && one.checkVisibility({ visibilityProperty: true });
  const isRadio = (one) => one.type === "radio" && one.name;
  const speaksForItsGroup = (one, _, all) => {
    const group = isRadio(one) ? all.filter((other) => isRadio(other) && other.name === one.name && other.form === one.form) : [one];
    return one === (group.find((other) => other.checked) || group[0]);
  };
  const stops = [...document.querySelectorAll(INTERACTIVE)].filter(isStop).filter(speaksForItsGroup);
  const name = (one) => one.outerHTML.slice(0, 140);

  const rgb = (color) => (color.match(/[\d.]+/g) || []).map(Number);
  const light = (color) => rgb(color).slice(0, 3).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)).reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = (one) => {
    for (let up = one.parentElement; up; up = up.parentElement) {
      const color = rgb(getComputedStyle(up).backgroundColor);
      if (color.length === 3 || color[3] > 0.99) return getComputedStyle(up).backgroundColor;
    }
    return "rgb(255, 255, 255)";
  };
  const contrast = (one, other) => { const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b); return (bright + 0.05) / (dark + 0.05); };
  const upward = (one) => { const all = []; for (let up = one; up && all.length < UP_TO; up = up.parentElement) all.push(up); return all; };
  const ring = (one) => {
    const style = getComputedStyle(one);
    return style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2 ? "" : style.outlineColor;
  };
  const drawn = (one) => (one instanceof SVGElement ? [...one.children].map((part) => getComputedStyle(part)).map(({ stroke, strokeWidth }) => `${stroke} ${strokeWidth}`).join() : "");
  const look = (one) => upward(one).map(ring).join() + drawn(one);

  const walk = { reached: [], looks: new Map(), problems: new Set() };
  const isCovered = (one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const [x0, x1, y0, y1] = [Math.max(left, 0), Math.min(right, innerWidth), Math.max(top, 0), Math.min(bottom, innerHeight)];
    if (x0 >= x1 || y0 >= y1) return true;
    return ![[0.5, 0.5], [0.1, 0.5], [0.9, 0.5], [0.5, 0.1], [0.5, 0.9]].some(([x, y]) => {
      const top = document.elementFromPoint(x0 + x * (x1 - x0), y0 + y * (y1 - y0));
      return top && (one.contains(top) || top.contains(one));
    });
  };
  const note = () => {
    const one = document.activeElement;
    if (one === document.body || one === walk.reached.at(-1)) return;
    walk.reached.push(one);
    walk.looks.set(one, look(one));
    const ringed = upward(one).find(ring);
    if (ringed && contrast(ring(ringed), ground(ringed)) < 3) walk.problems.add(`focus is pale, ${ring(ringed)} on ${ground(ringed)}: ${name(one)}`);
    if (isCovered(one)) walk.problems.add(`covered when focused: ${name(one)}`);
  };
  note();
  document.addEventListener("keyup", note); // by then the focus has moved and the page has scrolled to it

  walk.found = () => {
    const { reached, looks, problems } = walk, first = reached.filter((one, at) => reached.indexOf(one) === at && stops.includes(one));
    document.activeElement.blur();
    for (const one of stops) {
      if (!reached.includes(one)) problems.add(`never reached: ${name(one)}`);
      else if (look(one) === looks.get(one)) problems.add(`looks the same with focus: ${name(one)}`);
    }
    first.forEach((one, at) => { if (at && stops.indexOf(one) < stops.indexOf(first[at - 1])) problems.add(`out of order: ${name(one)}`); });
    return [...problems];
  };
  window.keyboardWalk = walk;
  return stops.length + stops.filter((one) => SEGMENTED.test(one.type)).length * 8;
}
