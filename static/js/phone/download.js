// A file of what is not sent: by the phone's own share sheet where there is one, else among the downloads.
export async function download(blob) {
  const file = new File([blob], `floorwalk-unsent-${new Date().toISOString().slice(0, 10)}.json`, { type: blob.type });
  if (matchMedia("(pointer: coarse)").matches && navigator.canShare?.({ files: [file] })) {
    const shared = await navigator.share({ files: [file] }).then(() => true, ({ name }) => name === "AbortError");
    if (shared) return;
  }
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(file), download: file.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
