/**
 * Lets a table be sorted by the column whose head is pressed: largest first, then smallest first.
 * Rows stay within their group; cells without a value come last.
 */
export function makeSortable(table: HTMLTableElement): void {
  const heads = [...table.querySelectorAll<HTMLTableCellElement>('thead th')];
  heads.forEach((head, column) => {
    if (column === 0) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'sort';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const direction = head.ariaSort === 'descending' ? 'ascending' : 'descending';
      for (const other of heads) other.ariaSort = null;
      head.ariaSort = direction;
      for (const body of table.tBodies) sortRows(body, column, direction === 'ascending' ? 1 : -1);
    });
  });
}

function sortRows(body: HTMLTableSectionElement, column: number, sign: number): void {
  const rows = [...body.rows].filter((row) => row.cells.length > column);
  const valueOf = (row: HTMLTableRowElement): number => {
    const text = row.cells[column]!.dataset['value'];
    return text === undefined ? Infinity : sign * Number(text);
  };
  rows.sort((first, second) => {
    const [one, other] = [valueOf(first), valueOf(second)];
    return one === other ? 0 : one < other ? -1 : 1;
  });
  body.append(...rows);
}
