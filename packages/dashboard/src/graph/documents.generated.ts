// Made by "npm run generate"; do not edit.
import * as acts_council_council_generated_ts from '../acts/council/council.generated.ts';
import * as acts_fundraising_fundraising_generated_ts from '../acts/fundraising/fundraising.generated.ts';
import * as acts_hub_agreements_generated_ts from '../acts/hub/agreements.generated.ts';
import * as acts_hub_bank_generated_ts from '../acts/hub/bank.generated.ts';
import * as acts_hub_books_generated_ts from '../acts/hub/books.generated.ts';
import * as acts_hub_budgets_generated_ts from '../acts/hub/budgets.generated.ts';
import * as acts_hub_expenses_generated_ts from '../acts/hub/expenses.generated.ts';
import * as acts_hub_grants_generated_ts from '../acts/hub/grants.generated.ts';
import * as acts_hub_payment_files_generated_ts from '../acts/hub/payment-files.generated.ts';
import * as acts_hub_posting_generated_ts from '../acts/hub/posting.generated.ts';
import * as acts_hub_rules_generated_ts from '../acts/hub/rules.generated.ts';
import * as acts_hub_sponsorships_generated_ts from '../acts/hub/sponsorships.generated.ts';
import * as acts_hub_team_books_generated_ts from '../acts/hub/team-books.generated.ts';
import * as acts_hub_teams_generated_ts from '../acts/hub/teams.generated.ts';
import * as acts_hub_transfers_generated_ts from '../acts/hub/transfers.generated.ts';
import * as acts_offers_generated_ts from '../acts/offers.generated.ts';
import * as pages_bank_bank_generated_ts from '../pages/bank/bank.generated.ts';
import * as pages_books_books_generated_ts from '../pages/books/books.generated.ts';
import * as pages_budgets_budgets_generated_ts from '../pages/budgets/budgets.generated.ts';
import * as pages_campaign_campaign_generated_ts from '../pages/campaign/campaign.generated.ts';
import * as pages_charter_charter_generated_ts from '../pages/charter/charter.generated.ts';
import * as pages_decision_decision_generated_ts from '../pages/decision/decision.generated.ts';
import * as pages_decisions_decisions_generated_ts from '../pages/decisions/decisions.generated.ts';
import * as pages_expenses_expenses_generated_ts from '../pages/expenses/expenses.generated.ts';
import * as pages_exports_exports_generated_ts from '../pages/exports/exports.generated.ts';
import * as pages_figure_figure_generated_ts from '../pages/figure/figure.generated.ts';
import * as pages_framework_framework_generated_ts from '../pages/framework/framework.generated.ts';
import * as pages_grant_grant_generated_ts from '../pages/grant/grant.generated.ts';
import * as pages_hub_lists_lists_generated_ts from '../pages/hub-lists/lists.generated.ts';
import * as pages_hub_hub_generated_ts from '../pages/hub/hub.generated.ts';
import * as pages_hubs_hubs_generated_ts from '../pages/hubs/hubs.generated.ts';
import * as pages_learning_learning_generated_ts from '../pages/learning/learning.generated.ts';
import * as pages_learnings_learnings_generated_ts from '../pages/learnings/learnings.generated.ts';
import * as pages_movement_movement_generated_ts from '../pages/movement/movement.generated.ts';
import * as pages_search_search_generated_ts from '../pages/search/search.generated.ts';
import * as pages_sheets_sheets_generated_ts from '../pages/sheets/sheets.generated.ts';
import * as pages_sign_in_nodes_generated_ts from '../pages/sign-in/nodes.generated.ts';
import * as pages_sponsorships_sponsorships_generated_ts from '../pages/sponsorships/sponsorships.generated.ts';
import * as pages_statements_statements_generated_ts from '../pages/statements/statements.generated.ts';
import * as pages_team_books_team_books_generated_ts from '../pages/team-books/team-books.generated.ts';
import * as pages_team_team_generated_ts from '../pages/team/team.generated.ts';
import * as pages_thread_entrance_generated_ts from '../pages/thread/entrance.generated.ts';
import * as pages_thread_thread_generated_ts from '../pages/thread/thread.generated.ts';
import * as pages_transfers_transfers_generated_ts from '../pages/transfers/transfers.generated.ts';
import * as pages_you_waiting_generated_ts from '../pages/you/waiting.generated.ts';
import * as session_session_generated_ts from '../session/session.generated.ts';

/** The texts of all operations of the page: it asks nothing else. */
export const documents: readonly string[] = [
  acts_council_council_generated_ts,
  acts_fundraising_fundraising_generated_ts,
  acts_hub_agreements_generated_ts,
  acts_hub_bank_generated_ts,
  acts_hub_books_generated_ts,
  acts_hub_budgets_generated_ts,
  acts_hub_expenses_generated_ts,
  acts_hub_grants_generated_ts,
  acts_hub_payment_files_generated_ts,
  acts_hub_posting_generated_ts,
  acts_hub_rules_generated_ts,
  acts_hub_sponsorships_generated_ts,
  acts_hub_team_books_generated_ts,
  acts_hub_teams_generated_ts,
  acts_hub_transfers_generated_ts,
  acts_offers_generated_ts,
  pages_bank_bank_generated_ts,
  pages_books_books_generated_ts,
  pages_budgets_budgets_generated_ts,
  pages_campaign_campaign_generated_ts,
  pages_charter_charter_generated_ts,
  pages_decision_decision_generated_ts,
  pages_decisions_decisions_generated_ts,
  pages_expenses_expenses_generated_ts,
  pages_exports_exports_generated_ts,
  pages_figure_figure_generated_ts,
  pages_framework_framework_generated_ts,
  pages_grant_grant_generated_ts,
  pages_hub_lists_lists_generated_ts,
  pages_hub_hub_generated_ts,
  pages_hubs_hubs_generated_ts,
  pages_learning_learning_generated_ts,
  pages_learnings_learnings_generated_ts,
  pages_movement_movement_generated_ts,
  pages_search_search_generated_ts,
  pages_sheets_sheets_generated_ts,
  pages_sign_in_nodes_generated_ts,
  pages_sponsorships_sponsorships_generated_ts,
  pages_statements_statements_generated_ts,
  pages_team_books_team_books_generated_ts,
  pages_team_team_generated_ts,
  pages_thread_entrance_generated_ts,
  pages_thread_thread_generated_ts,
  pages_transfers_transfers_generated_ts,
  pages_you_waiting_generated_ts,
  session_session_generated_ts,
].flatMap((operations) => Object.values(operations).map(({ text }) => text));
