// One round of the soak, within the page: a leader changes the period, goes to two towns and back, follows a figure to words,
// filters, looks at the service points and comes back to the first screen. The driver gives this one script for a whole round and keeps
// nothing of the page meanwhile: what it keeps of each script and element would look like memory of the page.
const done = arguments[arguments.length - 1];
const PATIENCE = 20000;
const plain = text => (text || '').replace(/\s+/g, ' ').trim();
const names = e => [e.innerText, e.getAttribute('aria-label'), e.value, e.title, e.placeholder].map(plain).join(' ');
const seen = e => e.getClientRects().length > 0;
const find = (css, text) => [...document.querySelectorAll(css)].find(e => seen(e) && names(e).includes(text));
const pause = ms => new Promise(resolve => setTimeout(resolve, ms));
const wait = async (css, text = '', patience = PATIENCE) => {
    for (let waited = 0; waited < patience; waited += 30) {
        const found = find(css, text);
        if (found) return found;
        await pause(30);
    }
    throw new Error(`no ${css} with “${text}”`);
};
const click = async (css, text) => (await wait(css, text)).click();
const press = (e, key) => e.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
// A menu closes when the page goes elsewhere; then a person opens it again.
const choose = async (opener, openerText, item, itemText) => {
    for (let tries = 0; tries < 5; tries += 1) {
        await click(opener, openerText);
        try {
            (await wait(item, itemText, 1000)).click();
            return;
        } catch { /* it was closed meanwhile */ }
    }
    throw new Error(`${openerText} never opened`);
};
const goTo = async place => {
    await click('.top-bar button', '地点');
    const input = await wait('.place-picker input');
    input.focus();
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value').set.call(input, place);
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await wait('.place-lines [role=option]', place);
    press(input, 'Enter');
    await wait('.top-bar button', place);
};
const round = async () => {
    const [week, year] = ['上周', '今年累计'];
    await wait('[data-figure=cases] .tile-number');
    await choose('.top-bar button', week, '.period-picker [role=radio]', year);
    await wait('.top-bar button', year);
    for (const place of ['麻章镇', '太平镇', '麻章区']) {
        await goTo(place);
        await wait('[data-figure=cases] .tile-number');
    }
    await click('h1 a.words-door', '差评');
    await wait('.ratings-table .loaded:not(.is-stale) tbody tr');
    await click('.ratings-table tbody tr');
    await wait('.rating-card');
    press(document.activeElement || document.body, 'Escape');
    for (const choice of ['全部', '差评', '全部']) {
        await click('.filters [role=radio]', choice);
        await wait('.filters [role=radio][aria-checked=true]', choice);
        await wait('.ratings-table .loaded:not(.is-stale) tbody tr');
    }
    await click('.rail-area', '服务站点');
    await wait('h1');
    await click('nav a', '总览');
    await choose('.top-bar button', year, '.period-picker [role=radio]', week);
    await wait('.top-bar button', week);
    return document.getElementsByTagName('*').length;
};
round().then(elements => done({ elements }), error => done({ error: String(error.message) }));
