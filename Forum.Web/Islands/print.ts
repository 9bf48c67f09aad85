// Without a script the browser's own menu prints.
for (const button of document.querySelectorAll<HTMLElement>('[data-print]')) button.hidden = false;

document.addEventListener('click', event => {
  if ((event.target as Element).closest('[data-print]')) window.print();
});
