import { chromium } from 'playwright-core';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const [,, width='1280', scheme='light', ...paths] = process.argv;
const p = await b.newPage({ viewport: { width: +width, height: 900 }, colorScheme: scheme });
p.on('console', m => m.type()==='error' && console.log('console', m.text()));
let i=0;
for (const path of paths) { const r = await p.goto('http://127.0.0.1:4800' + path); console.log(path, r.status()); await p.screenshot({ path: `/tmp/shot-${i++}.png`, fullPage: true }); }
await b.close();
