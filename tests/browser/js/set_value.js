// Sets an input as an assistive program may: with one event of this type alone.
((input, [value, type]) => {
  input.value = value;
  input.dispatchEvent(new Event(type, { bubbles: true }));
});
