/** Gives a file to whoever sits there, under a name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun reading it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
