import { expect, test } from 'vitest';
import { added } from './list.tsx';

const money = (amountMinor: string, decimal: string, currency = 'EUR') => ({ amountMinor, decimal, currency });

test('adds by currency, exactly, and leaves out what comes to nothing', () => {
  const big = money('9007199254740993', '90071992547409.93');
  expect(added([big, money('1', '0.01'), money('5', '5', 'JPY'), money('-5', '-5', 'JPY')])).toEqual([
    money('9007199254740994', '90071992547409.94'),
  ]);
  expect(added([money('-5', '-0.05')])).toEqual([money('-5', '-0.05')]);
  expect(added([])).toEqual([]);
});
