// The menu under the message box, the question before deleting, and Escape: it closes what is open and
// gives the focus back to what opened it.
const byId = (id) => document.getElementById(id);

function showMenu(open) {
    byId('menu').hidden = !open;
    byId('more').setAttribute('aria-expanded', String(open));
}

// erase(): the client has confirmed that the conversation is to be deleted.
export function openTools(erase) {
    byId('more').addEventListener('click', () => showMenu(byId('menu').hidden));
    byId('menu').addEventListener('click', () => showMenu(false));
    byId('compose').addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && !byId('menu').hidden) {
            showMenu(false);
            byId('more').focus();
        }
    });
    byId('person').addEventListener('keydown', (event) => {
        if (event.key === 'Escape' && byId('person').open) {
            byId('person').open = false;
            byId('person').querySelector('summary').focus();
        }
    });
    byId('erase').addEventListener('click', () => byId('sure').showModal());
    byId('sure').addEventListener('close', () => byId('more').focus());
    byId('keep').addEventListener('click', () => byId('sure').close());
    byId('gone').addEventListener('click', () => {
        byId('sure').close();
        erase();
    });
}
