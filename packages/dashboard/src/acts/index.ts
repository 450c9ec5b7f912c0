import type { ActDefinition } from './act.ts';
import { proposeFramework } from './council/frameworks.tsx';
import { castVote, closeMotion, proposeMotion } from './council/motions.tsx';
import { allocateFunds } from './fundraising/allocate.tsx';
import { cancelDisbursement, disburse } from './fundraising/disburse.tsx';
import { offerAgreement, signAgreement } from './hub/agreements.tsx';
import { attachReceipt, editExpense, submitExpense } from './hub/asking.tsx';
import { bindBankAccount, importBankStatement } from './hub/bank.tsx';
import { bookBankLine, confirmBankMatch, undoBankMatch } from './hub/bank-matches.tsx';
import { closePeriod, postPendingEntry, reverseEntry, voidPendingEntry } from './hub/books.tsx';
import { planBudget, reviseBudget, withdrawBudget } from './hub/budgets.tsx';
import { clearAdvance, publishReceiptCopy, returnExpensePayment } from './hub/clearing.tsx';
import { decideApplication } from './hub/decide.tsx';
import {
  approveExpense,
  approveExpenseForTeam,
  payExpense,
  refuseExpense,
  reviewExpense,
  withdrawExpense,
} from './hub/expenses.tsx';
import { changePayee } from './hub/payees.tsx';
import { cancelPaymentFile, makePaymentFile, releasePaymentFile, returnPayment } from './hub/payment-files.tsx';
import { closeAward, payAward, reportSpending, returnUnspent } from './hub/payments.tsx';
import { postEntry } from './hub/posting.tsx';
import { setApprovalRule, setProtectedCountries } from './hub/rules.tsx';
import { offerSponsorship, offerTeamSponsorship } from './hub/sponsorship-offers.tsx';
import {
  acceptSponsorship,
  answerDirection,
  bookSponsoredIncome,
  consentToSponsorship,
  declineSponsorship,
  directPayment,
  endSponsorship,
} from './hub/sponsorships.tsx';
import { dropTeamFiling, endTeamBooks, fileTeamBooks, recordIncorporation } from './hub/team-books.tsx';
import { applyForFunds, assignCoach, formTeam, recogniseTeam } from './hub/teams.tsx';
import { acceptTransfer, cancelTransfer, confirmSettlement, refuseTransfer, settleTransfer } from './hub/transfer.tsx';
import { prepareTransfer, setAcceptanceRule } from './hub/transfers.tsx';

/** All steps that a person can take on the page, in the order of the thread. */
export const acts: readonly ActDefinition[] = [
  proposeFramework,
  proposeMotion,
  castVote,
  closeMotion,
  offerAgreement,
  signAgreement,
  allocateFunds,
  disburse,
  cancelDisbursement,
  formTeam,
  recogniseTeam,
  assignCoach,
  applyForFunds,
  decideApplication,
  payAward,
  closeAward,
  reportSpending,
  returnUnspent,
  submitExpense,
  attachReceipt,
  editExpense,
  reviewExpense,
  approveExpense,
  approveExpenseForTeam,
  refuseExpense,
  withdrawExpense,
  payExpense,
  returnExpensePayment,
  clearAdvance,
  publishReceiptCopy,
  changePayee,
  setApprovalRule,
  setProtectedCountries,
  bindBankAccount,
  importBankStatement,
  confirmBankMatch,
  bookBankLine,
  undoBankMatch,
  makePaymentFile,
  releasePaymentFile,
  cancelPaymentFile,
  returnPayment,
  prepareTransfer,
  acceptTransfer,
  refuseTransfer,
  cancelTransfer,
  settleTransfer,
  confirmSettlement,
  setAcceptanceRule,
  planBudget,
  reviseBudget,
  withdrawBudget,
  recordIncorporation,
  fileTeamBooks,
  dropTeamFiling,
  endTeamBooks,
  postEntry,
  postPendingEntry,
  voidPendingEntry,
  closePeriod,
  reverseEntry,
  offerSponsorship,
  offerTeamSponsorship,
  acceptSponsorship,
  consentToSponsorship,
  declineSponsorship,
  bookSponsoredIncome,
  directPayment,
  answerDirection,
  endSponsorship,
];
