import { describe, expect, it } from 'vitest';
import { idOf, open, small, storm } from './fixture.ts';

describe('resources', () => {
  it('are found by words, by a query and by facets, in a tree', async () => {
    const watched = await open('/ui/resources');
    const { page } = watched;
    await page.locator('.tree-row', { hasText: 'swarm-1' }).first().waitFor();
    await watched.isAccessible();
    await watched.shoot('page-resources');
    const box = page.getByRole('combobox', { name: /Find resources/ });
    await box.fill('redis status:running');
    await expect
      .poll(async () =>
        (await page.locator('.tree-row').allTextContents()).every(text => text.includes('redis')),
      )
      .toBe(true);
    await box.fill(`{image: {$regex: '^mysql:'}, type: 'swarm-service'}`);
    await page.getByText('1 resource', { exact: true }).waitFor();
    await box.fill('{image: {$regx: 1}}');
    await page.locator('.notice', { hasText: '$regx' }).waitFor();
    await box.fill('sta');
    await page.getByRole('option', { name: 'status:' }).waitFor();
    await box.fill('');
    await page.locator('.facet', { hasText: 'swarm-node' }).click();
    await page.getByText('8 resources', { exact: true }).waitFor();
    expect(page.url()).toContain('type=swarm-node');
    await watched.close();
  });

  it('are sorted by any column, up, down, and as ever', async () => {
    const watched = await open('/ui/resources?type=swarm-node');
    const { page } = watched;
    const names = (): Promise<string[]> => page.locator('.tree-row a').allTextContents();
    await page.locator('.tree-row', { hasText: 'swarm-8' }).waitFor();
    const usual = await names();
    const head = page.getByRole('columnheader', { name: 'Name' });
    await head.getByRole('button').click();
    expect(await head.getAttribute('aria-sort')).toBe('ascending');
    await head.getByRole('button').click();
    await expect.poll(names).toEqual([...usual].reverse());
    await watched.isAccessible();
    await page.reload();
    await page.locator('.tree-row', { hasText: 'swarm-8' }).waitFor();
    expect(await names()).toEqual([...usual].reverse());
    await head.getByRole('button').click();
    await expect.poll(names).toEqual(usual);
    await watched.close();
  });

  it('show the columns that one wants, also the next time', async () => {
    const watched = await open('/ui/resources?type=swarm-node');
    const { page } = watched;
    await page.getByRole('columnheader', { name: 'State' }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByLabel('State').uncheck();
    await page.getByLabel('Addresses').check();
    await page.keyboard.press('Escape');
    await page.reload();
    await page.getByRole('columnheader', { name: 'Addresses' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'State' }).count()).toBe(0);
    await watched.close();
  });

  it('are listed without stopped tasks until one wants them', async () => {
    const task = (name: string, status: string): object => ({
      native_id: name,
      type: 'swarm-task',
      names: [name],
      status,
    });
    const agent = (await storm.send('POST', '/v1/agents', { type: 'test', status: 'online' })) as {
      id: string;
    };
    const sync = (...tasks: object[]): Promise<unknown> =>
      storm.send('POST', `/v1/agents/${agent.id}/sync`, { full: true, resources: tasks });
    const before = [task('old.1', 'stopped'), task('old.2', 'error'), task('old.3', 'running')];
    await sync(...before);
    const watched = await open(`/ui/resources?owner=${agent.id}`);
    const { page } = watched;
    const names = (): Promise<string[]> => page.locator('.tree-row a').allTextContents();
    const counted = (value: string): Promise<string | null> =>
      page
        .locator('.facet', { has: page.locator(`[title="${value}"]`) })
        .locator('.number')
        .textContent();
    const search = page.getByRole('combobox', { name: /Find resources/ });

    const line = page.locator('.resources-stopped');
    await expect.poll(names).toEqual(['old.2', 'old.3']);
    await line.getByText('1 stopped task is hidden').waitFor();
    await page.getByText('2 resources', { exact: true }).waitFor();
    await expect.poll(() => counted(agent.id)).toBe('2');
    await expect.poll(() => counted('stopped')).toBe('1');
    await watched.isAccessible();
    await watched.shoot('page-stopped');
    await sync(...before, task('old.4', 'stopped'));
    await line.getByText('2 stopped tasks are hidden').waitFor();
    await expect.poll(() => counted('stopped')).toBe('2');

    await page.getByRole('button', { name: 'show stopped tasks' }).click();
    await expect.poll(names).toEqual(['old.1', 'old.2', 'old.3', 'old.4']);
    await page.getByText('4 resources', { exact: true }).waitFor();
    await expect.poll(() => counted(agent.id)).toBe('4');
    expect(page.url()).toContain('stopped=show');
    await page.reload();
    await expect.poll(names).toEqual(['old.1', 'old.2', 'old.3', 'old.4']);
    await page.getByRole('button', { name: 'hide stopped tasks' }).click();
    await expect.poll(names).toEqual(['old.2', 'old.3']);
    expect(page.url()).not.toContain('stopped=');

    await page.locator('.facet', { has: page.locator('[title="stopped"]') }).click();
    await expect.poll(names).toEqual(['old.1', 'old.4']);
    expect(await line.count()).toBe(0);
    await page.goBack();
    await expect.poll(names).toEqual(['old.2', 'old.3']);
    for (const text of ['old', `{names: {$regex: '^old'}}`]) {
      await search.fill(text);
      await expect.poll(names).toEqual(['old.1', 'old.2', 'old.3', 'old.4']);
      expect(await line.count()).toBe(0);
    }
    await sync();
    await watched.close();
  });

  it('are narrowed down on a phone, too', async () => {
    const watched = await open('/ui/resources', { viewport: { width: 390, height: 844 } });
    const { page } = watched;
    await page.locator('.tree-row').first().waitFor();
    expect(await page.locator('.facet').first().isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Narrow down' }).click();
    await page.locator('.facet', { hasText: 'swarm-node' }).click();
    await page.getByText('8 resources', { exact: true }).waitFor();
    expect(await page.locator('.tree-row').first().isVisible()).toBe(true);
    await watched.shoot('page-narrowed');
    await watched.close();
  });

  it('have a page: what they are, why they are in a group, and what the cloud said', async () => {
    await small();
    const watched = await open(`/ui/resources/${await idOf('db.1')}`);
    const { page } = watched;
    await page.locator('h1', { hasText: 'db.1' }).waitFor();
    await page.getByRole('button', { name: 'Why?' }).click();
    await page.locator('.clause', { hasText: '$regex' }).first().waitFor();
    await page.getByRole('searchbox', { name: 'Find in the snapshot' }).fill('memory');
    const line = page.locator('.json-row', { hasText: 'MemoryBytes' });
    await line.getByText('1073741824').waitFor();
    expect(await line.locator('.json-copy').getAttribute('title')).toBe(
      'Copy {"snapshot.Spec.Limits.MemoryBytes":1073741824}',
    );
    await watched.isAccessible();
    await watched.close();
  });
});

describe('groups', () => {
  it('are written with a preview and mistakes at their place, and deleted', async () => {
    await small();
    const watched = await open('/ui/groups?new=1');
    const { page } = watched;
    await page.getByLabel('Name').fill('lab-new');
    const text = page.getByRole('textbox', { name: /Query, services/ });
    await text.fill("query:\n  names:\n    $regx: '^web'\n");
    await page.locator('.mistake', { hasText: 'line 3' }).getByText('did you mean $regex?').waitFor();
    await page.locator('.code-lines .wrong', { hasText: '3' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await text.fill(
      "query:\n  type: test-task\n  names: {$regex: '^web'}\nservices: [{name: http, port: 80}]\n",
    );
    await page.locator('.outcome-count', { hasText: /[23] members/ }).waitFor();
    await page.locator('.outcome a', { hasText: 'web.1' }).waitFor();
    await watched.isAccessible();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('h1', { hasText: 'lab-new' }).waitFor();
    await page.locator('td a', { hasText: 'web.1' }).waitFor();
    await watched.isAccessible();

    await page.getByLabel('Pin a resource').fill('db.1');
    await page.locator('.suggestions').getByText('db.1', { exact: true }).click();
    await page.locator('tr', { hasText: 'db.1' }).getByText('pinned').waitFor();
    await page.locator('tr', { hasText: 'db.1' }).getByRole('button', { name: 'Unpin' }).click();
    await page.locator('td a', { hasText: 'db.1' }).waitFor({ state: 'detached' });
    await page.locator('tr', { hasText: 'web.2' }).getByRole('button', { name: 'Exclude' }).click();
    await page.getByRole('heading', { name: 'Excluded by hand' }).waitFor();
    await page.locator('td a', { hasText: 'web.2' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'No longer' }).click();
    await page.locator('td a', { hasText: 'web.2' }).waitFor();
    await page.getByRole('tab', { name: 'Joined and left' }).click();
    await page.locator('.timeline .left', { hasText: 'db.1' }).waitFor();

    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Delete the group' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.locator('h1', { hasText: 'Groups' }).waitFor();
    await expect.poll(() => page.locator('.tree-row', { hasText: 'lab-new' }).count()).toBe(0);
    await watched.close();
  });
});

describe('events', () => {
  it('are told as they happen, filtered, and held still', async () => {
    await small();
    const watched = await open('/ui/events?kind=group&q=lab-told');
    const { page } = watched;
    await page.getByText('Nothing of the kind').waitFor();
    await storm.send('POST', '/v1/groups', { name: 'lab-told', query: { type: 'test-node' }, services: [] });
    await storm.send('POST', '/v1/groups', { name: 'lab-untold', query: { type: 'no' }, services: [] });
    await page.locator('.change', { hasText: 'lab-told' }).getByText('group created').waitFor();
    expect(await page.locator('.change').count()).toBe(1);
    await page.getByRole('button', { name: 'Hold' }).click();
    await storm.send('DELETE', '/v1/groups/lab-told');
    await page.getByLabel('Of what').selectOption('');
    await page.getByLabel('What happened').selectOption('joined');
    await page.locator('.change', { hasText: 'joined lab-told' }).waitFor();
    await page.getByLabel('What happened').selectOption('deleted');
    await page.getByText('Nothing of the kind').waitFor();
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.locator('.change', { hasText: 'group deleted' }).waitFor();
    await watched.isAccessible();
    await watched.close();
  });
});

describe('an import', () => {
  it('takes files that are dropped', async () => {
    await small();
    const watched = await open('/ui/import');
    const { page } = watched;
    await page.getByRole('textbox', { name: /Applications, groups/ }).waitFor();
    await page.locator('.import').evaluate(element => {
      const dropped = new DataTransfer();
      for (const name of ['one', 'two']) {
        dropped.items.add(
          new File([`group:\n  name: dropped-${name}\n  query: {type: x}\n`], `${name}.yaml`),
        );
      }
      element.dispatchEvent(
        new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }),
      );
    });
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.locator('.done', { hasText: '2 changes' }).waitFor();
    expect(await storm.get('/v1/groups/dropped-two')).toMatchObject({ query: { type: 'x' } });
    await watched.close();
  });

  it('shows its mistakes and what it changes before anything is changed', async () => {
    await small();
    const watched = await open('/ui/import');
    const { page } = watched;
    const text = page.getByRole('textbox', { name: /Applications, groups/ });
    await text.fill(
      'application:\n  name: imported\n  groups:\n    - name: a\n      query: {type: x}\n  links: [a => b]\n',
    );
    await page.locator('.mistake', { hasText: 'line 6' }).first().waitFor();
    await text.fill(
      'application:\n  name: imported\n  groups:\n    - name: imported-web\n      query: {names: web.1}\n      services: [{name: http, port: 80}]\n  expose: ["imported-web[http]"]\n',
    );
    await page.locator('.change-card', { hasText: 'imported-web' }).waitFor();
    await watched.isAccessible();
    expect(await storm.get<unknown[]>('/v1/groups?q={"name":"imported-web"}')).toEqual([]);
    await page.getByRole('button', { name: 'Apply 2 changes' }).click();
    await page.getByRole('link', { name: 'See imported' }).click();
    await page.locator('.box-title', { hasText: 'imported-web' }).waitFor();
    await watched.close();
  });
});
