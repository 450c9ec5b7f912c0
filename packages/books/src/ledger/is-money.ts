/** What every report of money reads through, in SQL: a currency has three letters, a resource at least four. */
export const IS_MONEY = 'length(currency) = 3';
