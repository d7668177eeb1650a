// Small comfort: every page works without this file.
"use strict";

// Charts: the words of the mark under the pointer, and arrow keys from mark to mark.
for (const chart of document.querySelectorAll("figure.chart")) {
  const words = chart.querySelector("output");
  const links = [...chart.querySelectorAll("svg a")];
  const shown = (link) => { words.textContent = link ? link.getAttribute("aria-label") : ""; };
  const focus = (link) => {
    for (const other of links) other.setAttribute("tabindex", other === link ? "0" : "-1");
    link.focus();
  };
  if (!links.length) continue;
  links.at(-1).setAttribute("tabindex", "0");
  chart.addEventListener("pointerover", (event) => {
    const link = event.target.closest("a");
    if (link) shown(link);
  });
  chart.addEventListener("focusin", (event) => shown(event.target.closest("svg a")));
  chart.addEventListener("keydown", (event) => {
    const at = links.indexOf(event.target.closest("a"));
    const steps = { ArrowRight: 1, ArrowLeft: -1, Home: -at, End: links.length - 1 - at };
    if (at < 0 || !(event.key in steps)) return;
    const next = links[at + steps[event.key]];
    if (next) focus(next);
    event.preventDefault();
  });
}

// A link into a folded part opens it.
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) if (part.tagName === "DETAILS") part.open = true;
  target.scrollIntoView({ block: "nearest" });
};
addEventListener("hashchange", unfold);
unfold();

// Before printing, what is folded is unfolded.
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("details.table")) part.open = true;
});
