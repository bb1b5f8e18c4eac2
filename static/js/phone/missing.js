// What a form still lacks, said beside its place in the words that the server put there: lines with [data-for].
const fields = (form, { dataset }) => [...form.querySelectorAll(`[name="${dataset.for}"]`)];

// Whether all is there. The first thing that is not has the focus.
export function complete(form) {
  const lines = [...form.querySelectorAll("[data-for]")], missing = lines.filter(({ dataset }) => lacks(form.elements, dataset.for));
  for (const line of lines) mark(form, line, missing.includes(line));
  if (missing.length) fields(form, missing[0])[0]?.focus(); // in a team of nobody there is nobody to tap
  return !missing.length;
}

// Put right, it is no longer complained about.
export function right(form, name) {
  for (const line of form.querySelectorAll(`[data-for="${CSS.escape(name)}"]`)) mark(form, line, false);
}

// What got in the way is asked only of somebody who says that something did.
const lacks = (elements, name) => !elements[name]?.value && (name !== "barrier" || elements.outcome.value === "in-the-way");

function mark(form, line, wrong) {
  const group = fields(form, line)[0]?.closest("fieldset");
  line.hidden = !wrong;
  for (const input of fields(form, line)) wrong ? input.setAttribute("aria-invalid", "true") : input.removeAttribute("aria-invalid");
  wrong ? group?.setAttribute("aria-describedby", line.id) : group?.removeAttribute("aria-describedby");
}
