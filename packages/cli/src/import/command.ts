export async function importFile(): Promise<void> {}
