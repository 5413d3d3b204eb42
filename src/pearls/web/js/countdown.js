// Keeps "12 days, 4 hours" going. The server has said it already; without JavaScript it only stands still.
(() => {
  "use strict";
  const language = document.documentElement.lang;
  const UNITS = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const word = (value, unit) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  function words(seconds) {
    const parts = [];
    for (const [unit, size] of UNITS) {
      const value = Math.floor(seconds / size);
      seconds -= value * size;
      if (value || parts.length) parts.push([value, unit]);
    }
    return (parts.length ? parts : [[0, "second"]]).slice(0, 2).filter(([value], i) => value || !i).map((part) => word(...part)).join(", ");
  }
  function tick() {
    for (const element of document.querySelectorAll("[data-countdown]")) {
      const left = Math.floor((Date.parse(element.dataset.countdown) - Date.now()) / 1000);
      if (left > 0) {
        element.textContent = words(left);
      } else {
        element.textContent = element.dataset.over;
        element.removeAttribute("data-countdown");
      }
    }
  }
  tick();
  if (document.querySelector("[data-countdown]")) setInterval(tick, 1000);
})();
