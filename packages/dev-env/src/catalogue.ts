import type { HubKind } from '@hubgraph/identity';

/** A hub of the demonstration. All of it is made up. */
export interface DemoHub {
  readonly id: string;
  readonly name: string;
  readonly kind: HubKind;
  readonly country: string;
  readonly currency: string;
  readonly languages: readonly string[];
  /** Of what is allocated, before the shares are brought to 10,000. */
  readonly weight: number;
  readonly people: DemoNames;
}

/** Who does what at a hub; the names are made up. */
export interface DemoNames {
  readonly board: string;
  readonly staff: string;
  readonly coach: string;
  readonly treasurer: string;
  readonly committee: string;
  readonly volunteer: string;
}

/** The charter of a demonstration's hub, in a few plain sentences. */
export function demoCharter({ name, kind, languages }: DemoHub): string {
  const served = {
    REGIONAL: 'the communities of its region',
    LINGUISTIC: 'the communities that share its languages',
    THEMATIC: 'everybody in the movement who works on its theme',
  }[kind];
  return [
    `Charter of the ${name}`,
    'This text was made up for a demonstration and binds nobody.',
    `The hub exists to enable and support teams and volunteers, and to speak for the needs of ${served}. By this it advances the Movement Charter.`,
    `Its board is drawn from these communities and reflects their diversity. It works in ${languages.length} languages: ${languages.join(', ')}.`,
    'It recognises and supports teams, gives each of them a coach, and leaves the decisions about their work to them.',
    'It passes on funds by decisions with a reason that everybody can read, and keeps its books open to all.',
    'It answers to the communities and teams that it works with, to the other hubs and to the Global Council.',
  ].join('\n\n');
}

/** A term in an office, in days from the demonstration's first one. */
export interface DemoTerm {
  readonly office: string;
  readonly fromDay: number;
  readonly toDay: number;
  readonly because: string;
}

interface DemoPersonEntered {
  readonly name: string;
  readonly roles: readonly string[];
  readonly terms?: readonly DemoTerm[];
}

const NAMED: readonly DemoHub[] = [
  {
    id: 'east-africa',
    name: 'East Africa Knowledge Hub (demonstration)',
    kind: 'REGIONAL',
    country: 'KE',
    currency: 'KES',
    languages: ['sw', 'en', 'am'],
    weight: 22,
    people: {
      board: 'Wanjiru Demo',
      staff: 'Otieno Demo',
      coach: 'Halima Demo',
      treasurer: 'Baraka Demo',
      committee: 'Zawadi Demo',
      volunteer: 'Juma Demo',
    },
  },
  {
    id: 'south-asia',
    name: 'South Asia Languages Hub (demonstration)',
    kind: 'LINGUISTIC',
    country: 'IN',
    currency: 'INR',
    languages: ['hi', 'ta', 'bn', 'en'],
    weight: 22,
    people: {
      board: 'Meera Demo',
      staff: 'Arjun Demo',
      coach: 'Nasreen Demo',
      treasurer: 'Kavya Demo',
      committee: 'Rohan Demo',
      volunteer: 'Lakshmi Demo',
    },
  },
  {
    id: 'andes',
    name: 'Andes Free Knowledge Hub (demonstration)',
    kind: 'REGIONAL',
    country: 'PE',
    currency: 'PEN',
    languages: ['es', 'qu', 'ay'],
    weight: 18,
    people: {
      board: 'Illari Demo',
      staff: 'Mateo Demo',
      coach: 'Rosa Demo',
      treasurer: 'Tomás Demo',
      committee: 'Lucía Demo',
      volunteer: 'Amaru Demo',
    },
  },
  {
    id: 'cee',
    name: 'Central and Eastern Europe Hub (demonstration)',
    kind: 'REGIONAL',
    country: 'RS',
    currency: 'RSD',
    languages: ['sr', 'pl', 'uk', 'en'],
    weight: 14,
    people: {
      board: 'Milica Demo',
      staff: 'Jakub Demo',
      coach: 'Oksana Demo',
      treasurer: 'Dragan Demo',
      committee: 'Ana Demo',
      volunteer: 'Marek Demo',
    },
  },
  {
    id: 'heritage',
    name: 'Heritage and Archives Hub (demonstration)',
    kind: 'THEMATIC',
    country: 'DE',
    currency: 'EUR',
    languages: ['de', 'en', 'fr'],
    weight: 12,
    people: {
      board: 'Anneliese Demo',
      staff: 'Jonas Demo',
      coach: 'Claire Demo',
      treasurer: 'Henrike Demo',
      committee: 'Paul Demo',
      volunteer: 'Mina Demo',
    },
  },
  {
    id: 'nusantara',
    name: 'Nusantara Community Hub (demonstration)',
    kind: 'REGIONAL',
    country: 'ID',
    currency: 'IDR',
    languages: ['id', 'jv', 'tet'],
    weight: 12,
    people: {
      board: 'Dewi Demo',
      staff: 'Budi Demo',
      coach: 'Sari Demo',
      treasurer: 'Agus Demo',
      committee: 'Putri Demo',
      volunteer: 'Wayan Demo',
    },
  },
];

const FURTHER: readonly (readonly [country: string, currency: string, language: string])[] = [
  ['BR', 'BRL', 'pt'],
  ['NG', 'NGN', 'ha'],
  ['JP', 'JPY', 'ja'],
  ['KW', 'KWD', 'ar'],
  ['CA', 'CAD', 'fr'],
  ['TZ', 'TZS', 'sw'],
  ['CL', 'CLP', 'es'],
  ['PL', 'PLN', 'pl'],
];

/** The first `count` hubs: six with a story of their own, then numbered ones. */
export function demoHubs(count: number): readonly DemoHub[] {
  return Array.from({ length: count }, (_, index) => NAMED[index] ?? numbered(index + 1));
}

function numbered(number: number): DemoHub {
  const [country, currency, language] = FURTHER[number % FURTHER.length] ?? ['BR', 'BRL', 'pt'];
  const suffix = String(number).padStart(3, '0');
  const name = (role: string): string => `${role} ${suffix} Demo`;
  return {
    id: `hub-${suffix}`,
    name: `Hub ${suffix} (demonstration)`,
    kind: 'REGIONAL',
    country,
    currency,
    languages: [language],
    weight: 5,
    people: {
      board: name('Board'),
      staff: name('Staff'),
      coach: name('Coach'),
      treasurer: name('Treasurer'),
      committee: name('Committee'),
      volunteer: name('Volunteer'),
    },
  };
}

/** Which countries the demonstration's council counts to which region. A made-up list for made-up figures. */
export const demoCountries: readonly { country: string; region: string; isGlobalSouth: boolean }[] = [
  { country: 'KE', region: 'Sub-Saharan Africa', isGlobalSouth: true },
  { country: 'TZ', region: 'Sub-Saharan Africa', isGlobalSouth: true },
  { country: 'UG', region: 'Sub-Saharan Africa', isGlobalSouth: true },
  { country: 'NG', region: 'Sub-Saharan Africa', isGlobalSouth: true },
  { country: 'IN', region: 'South Asia', isGlobalSouth: true },
  { country: 'BD', region: 'South Asia', isGlobalSouth: true },
  { country: 'PE', region: 'Latin America', isGlobalSouth: true },
  { country: 'BO', region: 'Latin America', isGlobalSouth: true },
  { country: 'BR', region: 'Latin America', isGlobalSouth: true },
  { country: 'CL', region: 'Latin America', isGlobalSouth: true },
  { country: 'ID', region: 'South-East Asia and Pacific', isGlobalSouth: true },
  { country: 'TL', region: 'South-East Asia and Pacific', isGlobalSouth: true },
  { country: 'JP', region: 'East Asia', isGlobalSouth: false },
  { country: 'KW', region: 'Middle East and North Africa', isGlobalSouth: true },
  { country: 'RS', region: 'Central and Eastern Europe', isGlobalSouth: false },
  { country: 'PL', region: 'Central and Eastern Europe', isGlobalSouth: false },
  { country: 'DE', region: 'Western Europe', isGlobalSouth: false },
  { country: 'FR', region: 'Western Europe', isGlobalSouth: false },
  { country: 'US', region: 'North America', isGlobalSouth: false },
  { country: 'CA', region: 'North America', isGlobalSouth: false },
];

/** Rates of the demonstration, made up near what is usual: not market rates, and said to be so wherever they are shown. */
export const demoRates = {
  base: 'USD',
  source: 'Hubgraph demonstration rates (made up, not market rates)',
  rates: [
    { currency: 'EUR', perBase: '0.90' },
    { currency: 'KES', perBase: '130' },
    { currency: 'INR', perBase: '84' },
    { currency: 'PEN', perBase: '3.7' },
    { currency: 'RSD', perBase: '105' },
    { currency: 'IDR', perBase: '16000' },
    { currency: 'BRL', perBase: '5.5' },
    { currency: 'NGN', perBase: '1500' },
    { currency: 'JPY', perBase: '150' },
    { currency: 'KWD', perBase: '0.307' },
    { currency: 'CAD', perBase: '1.4' },
    { currency: 'TZS', perBase: '2600' },
    { currency: 'CLP', perBase: '950' },
    { currency: 'PLN', perBase: '3.9' },
    { currency: 'GBP', perBase: '0.78' },
  ],
} as const;

/** Who is entered at a hub: offices are held for a term, everything else by role. */
export function hubPeople({ people }: DemoHub): readonly DemoPersonEntered[] {
  const elected = 'Elected by the assembly of the communities (demonstration).';
  const appointed = 'Appointed by the board (demonstration).';
  return [
    {
      name: people.board,
      roles: ['administrator'],
      terms: [
        { office: 'board-member', fromDay: -920, toDay: -190, because: elected },
        { office: 'board-member', fromDay: -190, toDay: 540, because: 'Elected again (demonstration).' },
      ],
    },
    {
      name: people.staff,
      roles: ['staff'],
      terms: [{ office: 'committee-member', fromDay: -1095, toDay: -365, because: elected }],
    },
    { name: people.coach, roles: ['coach'] },
    {
      name: people.treasurer,
      roles: [],
      terms: [
        { office: 'treasurer', fromDay: -120, toDay: 245, because: appointed },
        { office: 'treasurer', fromDay: 245, toDay: 610, because: 'Appointed for another year (demonstration).' },
      ],
    },
    {
      name: people.committee,
      roles: [],
      terms: [{ office: 'committee-member', fromDay: -365, toDay: 365, because: elected }],
    },
    { name: people.volunteer, roles: [] },
  ];
}

function councilTerm(fromDay: number, because: string): readonly DemoTerm[] {
  return [{ office: 'council-member', fromDay, toDay: fromDay + 730, because: `${because} (demonstration).` }];
}

/** The people of the Basic Support System's nodes and of the council. */
export const supportPeople: Readonly<Record<'council' | 'trademark' | 'fundraising', readonly DemoPersonEntered[]>> = {
  council: [
    { name: 'Adaeze Demo', roles: [], terms: councilTerm(-300, 'Elected by the volunteers') },
    { name: 'Bjørn Demo', roles: [], terms: councilTerm(-300, 'Elected by the teams') },
    { name: 'Camila Demo', roles: [], terms: councilTerm(-90, 'Selected by the hubs') },
    { name: 'Daichi Demo', roles: [], terms: councilTerm(-90, 'Selected by the coaches') },
    { name: 'Esi Demo', roles: ['community-member'] },
    { name: 'Farid Demo', roles: ['secretary', 'administrator'] },
  ],
  trademark: [{ name: 'Greta Demo', roles: ['legal-officer', 'administrator'] }],
  fundraising: [
    { name: 'Hugo Demo', roles: ['fundraiser'] },
    { name: 'Ines Demo', roles: ['treasurer', 'administrator'] },
  ],
};
