// The score sheet by keyboard: a digit scores the marked criterion (1 and 0 in a row is 10), Enter goes to the next.
// Without JavaScript the sheet is a plain form with a button.
(() => {
  "use strict";
  const sheet = document.querySelector("[data-score-sheet]");
  if (!sheet) return;
  const criteria = [...sheet.querySelectorAll("[data-criterion]")];
  const points = (criterion) => criterion.querySelector("input");
  const keys = sheet.querySelector("[data-score-keys]");
  let current = 0;
  let lastDigit = { at: 0, text: "" };

  function mark(index) {
    criteria[current].removeAttribute("data-current");
    current = Math.min(Math.max(index, 0), criteria.length - 1);
    criteria[current].setAttribute("data-current", "");
    lastDigit = { at: 0, text: "" };
  }

  function score(digit) {
    const { low, high } = criteria[current].dataset;
    const joined = Date.now() - lastDigit.at < 800 ? lastDigit.text + digit : digit;
    const text = Number(joined) <= Number(high) ? joined : digit;
    if (Number(text) < Number(low) || Number(text) > Number(high)) return;
    const input = points(criteria[current]);
    input.value = text;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    lastDigit = { at: Date.now(), text };
  }

  function next() {
    if (current + 1 < criteria.length) {
      mark(current + 1);
      points(criteria[current]).focus();
    } else {
      sheet.querySelector("button[value=finish]").focus();
    }
  }

  sheet.addEventListener("focusin", (event) => {
    const index = criteria.indexOf(event.target.closest("[data-criterion]"));
    if (index >= 0 && index !== current) mark(index);
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const isPoints = event.target.matches("[data-criterion] input");
    if (event.key === "Enter" && isPoints) {
      event.preventDefault();
      next();
    } else if (keys.checked && /^[0-9]$/.test(event.key) && !event.target.matches("input, textarea, select")) {
      event.preventDefault();
      score(event.key);
    }
  });
  // Who speaks to the computer, or leans on the keys, can turn the digits off; the choice stays on this device.
  keys.checked = localStorage.getItem("pearls-score-keys") !== "off";
  keys.addEventListener("change", (event) => {
    event.stopPropagation();
    localStorage.setItem("pearls-score-keys", keys.checked ? "on" : "off");
  });
  keys.closest("[hidden]").hidden = false;
  mark(Math.max(criteria.findIndex((criterion) => !points(criterion).value), 0));
})();
