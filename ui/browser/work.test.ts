import { describe, expect, it } from 'vitest';
import { open, small, storm } from './fixture.ts';

describe('a procedure', () => {
  it('is shown before it runs, and its output while it runs', async () => {
    await small();
    await storm.send('POST', '/v1/procedures', {
      type: 'test',
      name: 'greet',
      content: 'say {{ word }} to {{ target.names[0] }} with {{ key }}',
      params: { word: 'hello', key: { secret: true } },
    });
    const watched = await open('/ui/procedures/greet');
    const { page } = watched;
    await page.getByLabel('Target').selectOption({ label: 'lab (test-cluster)' });
    await page.locator('pre', { hasText: 'say hello to lab with ******' }).waitFor();
    await page.getByLabel('word').fill('good evening');
    await page.getByLabel(/^key/).fill('sesame');
    await page.locator('pre', { hasText: 'say good evening to lab' }).waitFor();
    await watched.isAccessible();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    await page.getByText('It waits for an agent').waitFor();
    const job = page.url().split('/').at(-1) ?? '';
    await storm.send('POST', '/v1/agents/lab/heartbeat');
    await storm.send('POST', `/v1/jobs/${job}/claim`, { owner: 'lab' });
    await storm.send('POST', `/v1/jobs/${job}/log`, { owner: 'lab', text: 'first line\n' });
    await page.getByRole('log').getByText('first line').waitFor();
    await storm.send('POST', `/v1/jobs/${job}/log`, { owner: 'lab', text: 'second line\n' });
    await page.getByRole('log').getByText('second line').waitFor();
    await storm.send('POST', `/v1/jobs/${job}/complete`, { owner: 'lab', result: { outputs: ['all said'] } });
    await page.locator('.summary', { hasText: 'done' }).waitFor();
    await page.getByText('all said').waitFor();
    expect(await page.content()).not.toContain('sesame');
    await watched.isAccessible();
    await watched.close();
    const list = await open('/ui/jobs');
    await list.page.locator('tr', { hasText: 'greet' }).getByText('done').waitFor();
    await list.isAccessible();
    await list.close();
  });
});

describe('a job', () => {
  it('is stopped, and run again', async () => {
    await small();
    await storm.send('POST', '/v1/procedures', { type: 'test', name: 'wait', content: 'wait' });
    const { id } = (await storm.send('POST', '/v1/procedures/wait/exec', { target: 'lab' })) as {
      id: string;
    };
    const watched = await open(`/ui/jobs/${id}`);
    const { page } = watched;
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('.summary', { hasText: 'error' }).waitFor();
    await page.getByText('cancelled').first().waitFor();
    await page.getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    expect(page.url()).not.toContain(id);
    await watched.close();
  });
});

describe('what happens by itself', () => {
  it('is a procedure, written here, and a subscription', async () => {
    await small();
    const watched = await open('/ui/procedures?new=1');
    const { page } = watched;
    await page.getByLabel('Name').fill('announce');
    const text = page.getByRole('textbox', { name: /Type, parameters/ });
    await text.fill('type: test\ncontent: |\n  say {% if %}\n');
    await page.locator('.mistake', { hasText: 'content' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true);
    await text.fill('type: test\ncontent: |\n  say {{ event.entity_names[0] }}\n');
    await page.locator('.mistake').waitFor({ state: 'detached' });
    await watched.isAccessible();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('h1', { hasText: 'announce' }).waitFor();

    await page.getByRole('link', { name: 'Change' }).click();
    await page.getByRole('textbox', { name: /Type, parameters/ }).waitFor();
    expect(await text.inputValue()).toContain('say {{ event.entity_names[0] }}');
    await text.fill('type: test\ncontent: |\n  cry {{ event.entity_names[0] }}\n');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.locator('pre', { hasText: 'cry {{' }).waitFor();

    await page.getByRole('link', { name: 'Subscribe' }).click();
    await page.getByLabel('When in group').selectOption({ label: 'lab-db' });
    await page.getByLabel('joins the group').check();
    await page.getByLabel('Target').selectOption({ label: 'lab (test-cluster)' });
    await watched.isAccessible();
    await page.getByRole('button', { name: 'Subscribe' }).click();
    await page.locator('tr', { hasText: 'lab-db' }).getByText('announce').waitFor();
    await storm.send('POST', '/v1/agents/lab/sync', {
      full: false,
      resources: [{ native_id: 'db.2', type: 'test-task', names: ['db.2'], status: 'running' }],
    });
    await page.goto(storm.url + '/ui/procedures/announce');
    await page.locator('tr', { hasText: 'pending' }).getByRole('link').first().click();
    await page.locator('pre', { hasText: 'cry db.2' }).waitFor();
    await watched.close();
  });
});
