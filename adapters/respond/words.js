// What the names of the protocol mean, in words. A name without words shows as it is, so a gap is seen.

const words = {
    level: {
        none: 'No level yet', h: 'Wants a person', l1: 'Distress', l2: 'Possible risk', l3: 'High risk',
        l4: 'Imminent',
    },
    urgency: { none: 'Today', h: 'Today', l1: 'Today', l2: 'Today', l3: 'Now', l4: 'Now' },
    about: {
        none: 'nothing named', suicide: 'suicide', self_harm: 'self-harm', past_abuse: 'abuse in the past',
        present_abuse: 'abuse by someone present', child_danger: 'a child in danger', threat: 'a threat to another person',
        medical: 'medical emergency or overdose', other_person: 'worry about someone else',
    },
    page: {
        none: 'nobody was paged', sent: 'paged, no receipt yet', delivered: 'paged and delivered, not taken',
        acked: 'taken', chain: 'no answer: the next ones are paged too', unanswered: 'everybody was tried, nobody answered',
        no_cover: 'outside all hours: nobody reads this before opening', closed: 'closed',
    },
    dialogue: {
        none: '', asking: 'The software is asking the safety questions', with_human: 'A human is in the chat; the software is silent',
        resumed: 'The client may go on with the reflection',
    },
    means: {
        none: 'be in touch', call: 'call them', write_here: 'write to them here', text_message: 'text them', meet: 'meet them',
    },
    from: {
        text: 'They wrote', item: 'An item of a questionnaire', person: 'They asked for a person',
        silence: 'No answer to a safety question', intensity: 'A very strong unpleasant feeling',
        worsening: 'Clear worsening of a measure',
    },
    question: {
        tell: 'Shall I tell the clinic?', again: 'Has anything changed since I asked?',
        thoughts: 'Thoughts of ending your life?', done: 'Done something to hurt yourself today?',
        act: 'Might you act on it today?', how: 'Thought about how?', reach: 'Is it within reach?',
        company: 'Is someone with you who feels safe?', hurt_now: 'Is anyone being hurt now?',
        is_child: 'Is it a child?', safe_here: 'Is it safe to go on here?', danger_now: 'In danger right now?',
        child_now: 'Is the child in danger right now?', intent: 'Thinking about hurting them?',
        intent_today: 'Might you do it today?', near_them: 'Near them now?', medical_now: 'Need medical help right now?',
        other_now: 'Is that person in danger right now?',
    },
    answer: {
        none: 'no answer', no: 'No', sometimes: 'Sometimes', yes: 'Yes', rather_not: 'I’d rather not say',
        not_sure: 'I’m not sure', unclear: 'Unclear words',
    },
    tier: {
        none: '', primary: 'therapist', backup: 'backup', on_call: 'on call', supervisor: 'supervisor', operator: 'operator',
    },
    receipt: {
        none: 'not used', sending: 'being sent', accepted: 'sent, no receipt', delivered: 'delivered', failed: 'failed',
    },
    reason: {
        contacted: 'We were in contact', plan_made: 'A plan was made', referred: 'Referred to someone else',
        emergency_care: 'Emergency care', could_not_reach: 'Could not be reached', false_alarm: 'False alarm', other: 'Something else',
    },
    outcome: {
        goes_on: 'Care as before', more_care: 'More care', other_care: 'Care elsewhere', in_hospital: 'In hospital',
        unknown: 'Not known',
    },
};

export const word = (kind, name) => words[kind]?.[name] ?? String(name);

// A text as a sentence of its own, so that another can follow it.
export const ended = (text) => (/[.!?…]$/.test(text) ? text : `${text}.`);

// [name, words] of a kind, for choosing one.
export const choices = (kind) => Object.entries(words[kind]);
