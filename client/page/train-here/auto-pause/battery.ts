/** What is used of the Battery Status API (W3C), which only Chromium has. */
type BatteryManager = { readonly charging: boolean };

/** Whether the device runs on its battery; null where the browser does not say. */
export async function isOnBattery(): Promise<boolean | null> {
  const { getBattery } = navigator as { getBattery?: () => Promise<BatteryManager> };
  try {
    const battery = await getBattery?.call(navigator);
    return battery === undefined ? null : !battery.charging;
  } catch {
    return null;
  }
}
