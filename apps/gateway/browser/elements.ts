/** A button beside what it is about, less prominent than the one that sends. */
export function button(label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'second';
  made.textContent = label;
  made.addEventListener('click', press);
  return made;
}

/** A line below, which screen readers say when it changes. */
export function said(box: HTMLElement, text: string): HTMLElement {
  const note = paragraph(text);
  note.setAttribute('role', 'status');
  box.append(note);
  return note;
}

export function paragraph(text: string): HTMLElement {
  const made = document.createElement('p');
  made.className = 'hint';
  made.textContent = text;
  return made;
}

export function hiddenField(name: string, value: string): HTMLInputElement {
  const made = document.createElement('input');
  made.type = 'hidden';
  made.name = name;
  made.value = value;
  return made;
}
