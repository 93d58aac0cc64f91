((image) => image.naturalWidth);
