// Clicks a button, and says where the middle of an element is in each of the next so many frames.
(async ([button, element, frames]) => {
  const places = [];
  button.click();
  for (let k = 0; k < frames; k++) {
    await new Promise(requestAnimationFrame);
    const box = element.getBoundingClientRect();
    places.push([box.left + box.width / 2, box.top + box.height / 2]);
  }
  return places;
});
