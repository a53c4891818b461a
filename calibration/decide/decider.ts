/** The form of the table: a decision for every choice. */
import type { OpenChoices, OpenName } from '../../mock/open-choices.ts';
import type { Account, Finding } from '../../mock/profile.ts';
import type { Seen } from './seen.ts';

export type Decider<T> = (seen: Seen) => Finding<T>;

export type Deciders = { readonly [Name in OpenName]: Decider<OpenChoices[Name]> };

export type AccountDeciders = { readonly [Name in keyof Account]: Decider<Account[Name]> };
