// Pastes a text into an element.
((element, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text", text);
  element.dispatchEvent(
    new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true }),
  );
});
