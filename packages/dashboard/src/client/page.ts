// What scripts add to a page that works without them. Nothing here is needed to read or to act.
import '../design/page.css';

document.documentElement.classList.add('scripted');
