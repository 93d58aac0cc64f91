// What a question says to each of these answers, one after the other: while it is given, and when
// it is checked.
((question, answers) => {
  const status = question.querySelector("[role=status]");
  const form = question.querySelector("form");
  const give = (answer) => {
    const field = form.querySelector("input[type=text]") ??
      [...form.querySelectorAll("[type=radio]")].find(({ value }) => value === answer);
    if (field.type === "radio") field.checked = true;
    else field.value = answer;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  return answers.map((answer) => {
    give(answer);
    const before = status.textContent;
    form.requestSubmit();
    return [before, status.textContent];
  });
});
