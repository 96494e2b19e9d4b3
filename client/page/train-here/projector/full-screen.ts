/** Shows the page in full screen, where the browser lets it. Never rejects. */
export async function fillScreen(): Promise<void> {
  if (document.fullscreenEnabled) {
    await document.documentElement.requestFullscreen().catch(() => {});
  }
}

export function leaveFullScreen(): void {
  if (document.fullscreenElement !== null) {
    document.exitFullscreen().catch(() => {});
  }
}
