#!/usr/bin/env python3
"""The judge of the template engine: Python's jinja2, set up as the first Perfect Storm did.

  judge.py check [FILE..]       every case of the files says what jinja2 says
  judge.py write [FILE..]       writes jinja2's answers into the files (cases marked "ours" stay)
  judge.py random SEED COUNT    random templates with jinja2's answers, one JSON document a line;
                                compare with: org.perfectstorm.template.Differential (see README.md)

Needs jinja2 3.1 (Debian: python3-jinja2). Tests do not need it: the answers are in the files.
"""
import glob
import json
import os
import shlex
import sys

import jinja2
import jinja2.ext
import jinja2.sandbox

HERE = os.path.dirname(os.path.abspath(__file__))
FILES = os.path.join(HERE, '../../resources/org/perfectstorm/template/*.cases')


def environment():
    env = jinja2.sandbox.SandboxedEnvironment(
        autoescape=False,
        extensions=['jinja2.ext.do'],
        line_statement_prefix='%',
        line_comment_prefix='##',
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    env.filters['tojson'] = lambda value, indent=None: json.dumps(value, indent=indent)
    env.filters['shquote'] = lambda value: shlex.quote(str(value))
    return env


ENV = environment()


def answer(template, variables):
    """('output', text) or ('error', text)."""
    try:
        return 'output', ENV.from_string(template).render(json.loads(json.dumps(variables)))
    except RecursionError:
        return 'error', 'RecursionError'
    except Exception as e:
        return 'error', f'{type(e).__name__}: {e}'


def read(path):
    """The cases of a file: dictionaries of name, vars, template, and output, error or ours."""
    cases, part = [], None
    for line in open(path, encoding='utf-8').read().split('\n'):
        if line.startswith('=== '):
            cases.append({'name': line[4:]})
            part = None
        elif line.startswith('--- '):
            part = line[4:]
            cases[-1][part] = []
        elif part:
            cases[-1][part].append(line)
    for case in cases:
        for part in case:
            if part != 'name':
                case[part] = '\n'.join(case[part])
                if part not in ('vars', 'template'):
                    case[part] = case[part].removesuffix('\n')
    return cases


def text(case):
    lines = ['=== ' + case['name']]
    for part in ('vars', 'template', 'output', 'error', 'ours'):
        if part in case:
            lines += ['--- ' + part, case[part].rstrip('\n') if part == 'vars' else case[part]]
    return '\n'.join(lines) + '\n\n'


def header(path):
    return open(path, encoding='utf-8').read().split('=== ')[0]


def judged(case):
    return answer(case['template'], json.loads(case.get('vars') or '{}'))


def check(paths):
    wrong = count = 0
    for path in paths:
        for case in read(path):
            count += 1
            kind, said = judged(case)
            if 'ours' in case:
                continue
            if kind not in case or (kind == 'output' and case['output'] != said):
                wrong += 1
                print(f'{os.path.basename(path)}: {case["name"]}: jinja2 says {kind} {said!r}')
    print(f'{count} cases, {wrong} wrong')
    return wrong > 0


def write(paths):
    for path in paths:
        cases = read(path)
        for case in cases:
            if 'ours' in case:
                continue
            kind, said = judged(case)
            case.pop('output' if kind == 'error' else 'error', None)
            if kind == 'output' or 'error' not in case:
                case[kind] = said
        top = header(path)
        with open(path, 'w', encoding='utf-8') as out:
            out.write((top + ''.join(map(text, cases)))[:-1])


def main(args):
    if len(args) > 1 and args[1] in ('check', 'write'):
        paths = args[2:] or sorted(glob.glob(FILES))
        return check(paths) if args[1] == 'check' else write(paths)
    if len(args) == 4 and args[1] == 'random':
        import grammar
        for case in grammar.cases(int(args[2]), int(args[3])):
            kind, said = answer(case['template'], case['vars'])
            print(json.dumps({**case, kind: said}))
        return 0
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == '__main__':
    sys.exit(main(sys.argv))
