// Which case the responders' page shows first, and when it rings. Without a browser or a server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { before, due, held, waits } from '../../adapters/respond/order.js';

const NOW = 1_800_000_000_000;
const one = (more) => ({
    reference: 'k7m2p9qa', is_open: true, level: 'l2', page: 'acked', holder: '', holder_name: '', means: 'none',
    opened_ms: NOW, due_ms: 0, contact_by_ms: 0, ...more,
});

test('a case waits while somebody is called and has not come', () => {
    for (const page of ['sent', 'delivered', 'chain', 'unanswered']) {
        assert.equal(waits(one({ page })), true, page);
        assert.equal(waits(one({ page, is_open: false })), false, page);
    }
    assert.equal(waits(one({ page: 'chain', holder: 'meier' })), true);
    assert.equal(waits(one({ page: 'acked', holder: 'meier' })), false);
    assert.equal(waits(one({ page: 'none' })), false);
    assert.equal(waits(one({ page: 'no_cover', level: 'l2' })), false);
    assert.equal(waits(one({ page: 'no_cover', level: 'l4' })), true);
});

test('open before closed, waiting before taken, urgent before not, due before later', () => {
    const order = [
        one({ reference: 'imminent', level: 'l4', page: 'sent', due_ms: NOW + 9 }),
        one({ reference: 'overdue', level: 'l3', page: 'chain', due_ms: NOW - 9 }),
        one({ reference: 'later', level: 'l3', page: 'sent', due_ms: NOW + 9 }),
        one({ reference: 'person', level: 'h', page: 'delivered' }),
        one({ reference: 'taken', level: 'l4', holder: 'meier' }),
        one({ reference: 'closed', level: 'l4', page: 'closed', is_open: false }),
    ];
    const mixed = [5, 3, 1, 4, 0, 2].map((i) => order[i]);
    assert.deepEqual(mixed.sort(before).map((each) => each.reference), order.map((each) => each.reference));
});

test('a time that is over says by how much', () => {
    assert.deepEqual(due(one({ due_ms: 0 }), NOW), { text: '', isOver: false });
    const left = due(one({ page: 'sent', due_ms: NOW + 5 * 60_000 }), NOW);
    assert.match(left.text, /^Taking it due in 5 min \(/);
    assert.equal(left.isOver, false);
    const over = due(one({ holder: 'meier', due_ms: NOW - 65_000 }), NOW);
    assert.match(over.text, /^Contact is overdue by 65 s \(/);
    assert.equal(over.isOver, true);
    assert.match(due(one({ page: 'unanswered', due_ms: NOW + 60_000 }), NOW).text, /^Calling everybody again due in 60 s/);
    assert.match(due(one({ dialogue: 'with_human', due_ms: NOW + 60_000 }), NOW).text, /^The next word due in/);
    assert.match(due(one({ page: 'none', due_ms: NOW + 60_000, review_due_ms: NOW + 60_000 }), NOW).text, /^A review due in 60 s/);
    assert.equal(due(one({ due_ms: NOW - 1, is_open: false }), NOW).text, '');
});

test('who holds a case is said, and what they promised', () => {
    assert.equal(held(one({}), 'meier'), 'Nobody has taken it');
    const taken = one({ holder: 'meier', holder_name: 'Dr Meier', means: 'call' });
    assert.equal(held(taken, 'okafor'), 'Dr Meier has taken it and said: call them');
    assert.equal(held(taken, 'meier'), 'You have taken it and said: call them');
    assert.equal(held({ ...taken, means: 'none' }, 'okafor'), 'Dr Meier has taken it and not said yet how');
});
