export async function importFile(_format: string, _file: string, _options: object): Promise<void> {}
