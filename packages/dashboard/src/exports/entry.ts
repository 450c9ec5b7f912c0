/** An entry of the books, as the exports need it. */
export interface ExportEntry {
  readonly id: string;
  readonly kind: string;
  readonly effectiveDay: string;
  readonly status: string;
  readonly seq: number;
  readonly recordedAt: string;
  readonly recordedBy: { readonly id: string };
  readonly reverses: string | null;
  readonly reversedBy: string | null;
  readonly cites: readonly { readonly name: string; readonly value: string }[];
  readonly postings: readonly ExportPosting[];
}

export interface ExportPosting {
  readonly account: string;
  readonly fund: string;
  readonly amount: ExportMoney;
  readonly counterparty: string | null;
  readonly purpose: string | null;
  readonly spentIn: string | null;
  readonly decidedIn: string | null;
  readonly team: string | null;
  readonly allowedBy: string | null;
}

export interface ExportMoney {
  readonly amountMinor: string;
  readonly currency: string;
  readonly decimal: string;
}

/** What one account holds in one currency, as the node states it. */
export interface ExportBalance {
  readonly path: string;
  readonly currency: string;
  readonly balance: ExportMoney;
}
