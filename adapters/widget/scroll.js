// Where the reader is. The page follows new messages only while the reader is at the end or has just done
// something; otherwise a button says that there is more below.
const NEAR_END_PX = 160;
const MARGIN_PX = 12;

// newer: the button shown while there is something unseen below.
export function openScroll(newer, head) {
    const nearEnd = () => scrollY + innerHeight >= document.documentElement.scrollHeight - NEAR_END_PX;

    function toEnd() {
        scrollTo(0, document.documentElement.scrollHeight);
        newer.hidden = true;
    }

    addEventListener('scroll', () => {
        if (nearEnd()) {
            newer.hidden = true;
        }
    }, { passive: true });

    return {
        nearEnd,
        toEnd,

        // Scrolls to the end, or, when that would push this first new row off the top, to that row.
        reveal(row) {
            toEnd();
            const hidden = head.getBoundingClientRect().bottom - row.getBoundingClientRect().top;
            if (hidden > 0) {
                scrollBy(0, -hidden - MARGIN_PX);
            }
        },

        tellNewer() {
            newer.hidden = false;
        },
    };
}
