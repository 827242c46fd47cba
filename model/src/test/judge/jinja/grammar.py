"""Random templates: mostly meaningful, sometimes of wrong types, with white space of all kinds."""
import random

VARS = {
    'n': 7, 'm': -3, 'z': 0, 'big': 123456789012345678, 'f': 2.5, 'g': -0.125, 't': True, 'no': False, 'nil': None,
    's': 'Hello, World', 'e': '', 'u': 'größe 😀\tx', 'q': 'it\'s "q"', 'csv': 'b,A,c,,a', 'num': '42',
    'xs': [3, 1, 2], 'ys': ['b', 'A', 'c', 'a'], 'mixed': [1, 'a', None, True, 1.5, [1]], 'none': [],
    'd': {'a': 1, 'b': 'two', 'c': [1, 2], 'x.y': {'k': None}}, 'empty': {},
    'rs': [
        {'id': 'res-2', 'names': ['web', 'w1'], 'status': 'running', 'n': 2, 'snapshot': {'Spec': {'Labels': {'a': 'b'}}}},
        {'id': 'res-1', 'names': ['db'], 'status': 'error', 'n': 1, 'snapshot': {}},
        {'id': 'res-3', 'names': [], 'status': 'Running', 'n': 3, 'snapshot': {'Spec': {'Labels': {}}}},
    ],
}
STRINGS = ['""', '"a"', "'b c'", '"\\n"', '"x,y"', '"%s"', '"{}"', '"Ab"', '"é"', "'`'", '"1"', '"-"', '" "', '"😀"', '"l"', '"o"']
INTS = ['0', '1', '2', '3', '-1', '5', '10', 'n', 'm', 'z', '255', 'big']
FLOATS = ['1.5', '0.1', '2.0', 'f', '-g', '1e3', '1e20', '3.14159', '2.675', '1e-5']


class Grammar:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.scope = []
        self.macros = []

    def pick(self, *options):
        return self.r.choice(options)()

    def maybe(self, p=0.5):
        return self.r.random() < p

    def expr(self, kind, depth):
        if self.maybe(0.02):
            kind = self.r.choice(['int', 'float', 'str', 'list', 'dict', 'bool', 'any'])
        if kind == 'any':
            kind = self.r.choice(['int', 'str', 'list', 'bool', 'float', 'dict', 'str', 'int'])
        if depth <= 0:
            return self.leaf(kind)
        return getattr(self, kind)(depth - 1)

    def leaf(self, kind):
        r = self.r
        if self.maybe(0.01):
            return 'missing'
        names = [n for n, k in self.scope if k == kind]
        if names and self.maybe(0.4):
            return r.choice(names)
        return {
            'int': lambda: r.choice(INTS),
            'float': lambda: r.choice(FLOATS),
            'str': lambda: r.choice(STRINGS + ['s', 's', 'e', 'u', 'q', 'csv', 'num', 'd.b', 'rs[0].id']),
            'list': lambda: r.choice(['xs', 'ys', 'none', '[]', '[1, 2]', '["a", "B"]', 'mixed', '(1, 2)', 'range(4)', 'rs[0].names', 'd.c']),
            'dict': lambda: r.choice(['d', 'empty', '{}', '{"k": 1}', 'rs[0]', 'rs[1].snapshot', '{1: 2, "b": [3]}']),
            'bool': lambda: r.choice(['true', 'false', 't', 'no', 'True', 'nil', 'none is none']),
        }[kind]()

    def int(self, d):
        e, r = self.expr, self.r
        return self.pick(
            lambda: self.leaf('int'),
            lambda: f"({e('int', d)} {r.choice(['+', '-', '*', '//', '%'])} {e('int', d)})",
            lambda: f"{e('int', d)} {r.choice(['+', '-', '*', '//', '%'])} {e('int', d)}",
            lambda: f"{e('str', d)}|length", lambda: f"{e('list', d)}|length", lambda: f"{e('dict', d)}|count",
            lambda: f"-{e('int', d)}", lambda: f"({e('int', d)})|abs", lambda: f"{self.leaf('int')} ** {r.choice(['0', '1', '2', '3', '(-1)'])}",
            lambda: f"{e('str', d)}|int", lambda: f"({e('float', d)})|int", lambda: f"{e('any', d)}|int(5)",
            lambda: f"{e('list', d)}.index({e('int', d)})", lambda: f"{e('str', d)}.find({e('str', d)})",
            lambda: f"{e('str', d)}.count({e('str', d)})", lambda: f"rs|sum(attribute='n')", lambda: f"xs|{r.choice(['min', 'max', 'sum', 'first', 'last'])}",
            lambda: f"{e('list', d)}|{r.choice(['min', 'max', 'sum'])}", lambda: f"{e('list', d)}[{e('int', d)}]",
            lambda: f"d.{r.choice(['a', 'c', 'zz', 'b'])}", lambda: f"({e('int', d)} if {e('bool', d)} else {e('int', d)})",
            lambda: f"({e('float', d)})|round|int", lambda: f"{e('int', d)}|round({r.choice(['0', '-1', '2'])})",
            lambda: f"{e('str', d)}|wordcount")

    def float(self, d):
        e, r = self.expr, self.r
        return self.pick(
            lambda: self.leaf('float'), lambda: self.leaf('float'),
            lambda: f"({e('float', d)} {r.choice(['+', '-', '*', '/', '//', '%'])} {e('float', d)})",
            lambda: f"({e('int', d)} / {e('int', d)})", lambda: f"({e('float', d)})|round({r.choice(['0', '1', '2', '3', '-1'])})",
            lambda: f"({e('float', d)})|round({r.choice(['0', '1', '2'])}, '{r.choice(['floor', 'ceil', 'common'])}')",
            lambda: f"{e('any', d)}|float", lambda: f"({e('float', d)})|abs", lambda: f"-({e('float', d)})",
            lambda: f"({e('int', d)} + {e('float', d)})", lambda: f"{self.leaf('float')} ** {r.choice(['2', '0.5', '-1', '0'])}")

    def str(self, d):
        e, r = self.expr, self.r
        method = lambda: r.choice(['upper', 'lower', 'title', 'capitalize', 'swapcase', 'strip', 'lstrip', 'rstrip', 'casefold'])
        return self.pick(
            lambda: self.leaf('str'), lambda: self.leaf('str'),
            lambda: f"{e('any', d)} ~ {e('any', d)}", lambda: f"({e('str', d)} + {e('str', d)})",
            lambda: f"({e('str', d)} * {r.choice(['0', '2', '3', '-1'])})",
            lambda: f"{e('str', d)}|{r.choice(['upper', 'lower', 'title', 'capitalize', 'trim', 'reverse', 'string', 'urlencode', 'shquote', 'tojson'])}",
            lambda: f"{e('any', d)}|{r.choice(['string', 'tojson', 'shquote', 'upper'])}",
            lambda: f"({e('str', d)}).{method()}()", lambda: f"{e('str', d)}|replace({e('str', d)}, {e('str', d)})",
            lambda: f"({e('str', d)}).replace({e('str', d)}, {e('str', d)}, {r.choice(['1', '-1', '2', '0'])})",
            lambda: f"{e('list', d)}|join({e('str', d)})", lambda: f"rs|map(attribute='{r.choice(['id', 'n', 'status', 'names', 'nope'])}')|join(',')",
            lambda: f"({e('str', d)})[{e('int', d)}]", lambda: f"({e('str', d)})[{r.choice(['1:', ':2', '-2:', '::2', '::-1', '1:-1', '5:1:-2', ':-1'])}]",
            lambda: f"{e('str', d)}|{r.choice(['first', 'last'])}", lambda: f"({e('str', d)} if {e('bool', d)} else {e('str', d)})",
            lambda: f"{e('str', d)}|truncate({r.choice(['3', '5', '8'])}, {r.choice(['true', 'false'])}{r.choice(['', ', leeway=0', ', end=``'])})",
            lambda: f"{e('str', d)}|indent({r.choice(['2', '1, true', '`> `', '3, false, true'])})",
            lambda: f"{e('str', d)}|wordwrap({r.choice(['3', '5', '7, false', '4, true, `|`'])})",
            lambda: f"{e('str', d)}|center({r.choice(['0', '9', '12'])})", lambda: f"({e('str', d)}).{r.choice(['ljust', 'rjust', 'center', 'zfill'])}({r.choice(['3', '8', '11'])})",
            lambda: f"'{r.choice(['%s', '%r', '%5s|', '%-6s|', '%.2s'])}' % ({e('any', d)},)", lambda: f"'{r.choice(['%d', '%5d', '%05d', '%+d', '%x', '% d', '%o', '%X'])}' % {e('int', d)}",
            lambda: f"'{r.choice(['%.2f', '%e', '%g', '%8.1f', '%+.0f', '%G', '%#.3g', '%.10g', '%.0e', '%f'])}' % ({e('float', d)})",
            lambda: f"'{r.choice(['{}', '{!r}', '{0}-{0}', '{:>8}', '{:^9}', '{:*<7}', '{:.3}'])}'.format({e('str', d)})",
            lambda: f"'{r.choice(['{}', '{:d}', '{:5}', '{:05}', '{:,}', '{:x}', '{:+}', '{:b}', '{:_}', '{:<6}|', '{:#x}', '{:08,}', '{:e}', '{:.1f}', '{:%}'])}'.format({e('int', d)})",
            lambda: f"'{r.choice(['{}', '{:.2f}', '{:8.3f}', '{:g}', '{:e}', '{:.3}', '{:,.1f}', '{:.1%}', '{:+}', '{:08.2f}', '{:.0f}', '{:.5g}', '{:10}', '{:#g}', '{:,}', '{:.15}', '{:E}'])}'.format({e('float', d)})",
            lambda: f"{e('int', d)}|filesizeformat", lambda: f"{e('any', d)}|default({e('str', d)})", lambda: f"{e('str', d)}|d('q', true)",
            lambda: f"d.get({e('str', d)}, 'none')|string", lambda: f"{e('str', d)}|list|{r.choice(['sort', 'unique', 'reverse'])}|join",
            lambda: f"({e('str', d)}).{r.choice(['removeprefix', 'removesuffix', 'strip', 'lstrip', 'rstrip'])}({e('str', d)})",
            lambda: f"{e('any', d)}|tojson(indent={r.choice(['0', '1', '2'])})", lambda: f"({e('str', d)}).expandtabs({r.choice(['4', '8', '1'])})")

    def list(self, d):
        e, r = self.expr, self.r
        return self.pick(
            lambda: self.leaf('list'), lambda: self.leaf('list'),
            lambda: '[' + ', '.join(e('any', d) for _ in range(r.randrange(4))) + ']',
            lambda: '(' + ''.join(e('any', d) + ', ' for _ in range(r.randrange(3))) + ')',
            lambda: f"({e('list', d)} + {e('list', d)})", lambda: f"({e('list', d)} * {r.choice(['0', '2'])})",
            lambda: f"{e('list', d)}|{r.choice(['list', 'sort', 'reverse|list', 'unique|list'])}", lambda: f"{e('list', d)}|sort({r.choice(['true', 'case_sensitive=true', 'reverse=t'])})",
            lambda: f"{e('list', d)}[{r.choice(['1:', ':2', '::-1', '-1:', '::2', '2:0:-1'])}]",
            lambda: f"{e('list', d)}|map('{r.choice(['string', 'upper', 'int', 'length', 'abs', 'float', 'tojson', 'first', 'list', 'title', 'default'])}')|list",
            lambda: f"{e('list', d)}|{r.choice(['select', 'reject'])}({r.choice(['', '`odd`', '`string`', '`none`', '`gt`, 1', '`in`, [1, `a`]', '`number`', '`eq`, 2', '`mapping`', '`iterable`', '`divisibleby`, 2'])})|list",
            lambda: f"rs|{r.choice(['selectattr', 'rejectattr'])}({r.choice(['`n`, `gt`, 1', '`names`', '`status`, `eq`, `running`', '`nope`, `defined`', '`snapshot.Spec`, `defined`', '`nope`'])})|map(attribute='{r.choice(['id', 'names', 'n', 'names.0'])}')|list",
            lambda: f"rs|sort({r.choice(['', 'true, '])}attribute='{r.choice(['n', 'id', 'status', 'status,n', 'names', 'nope'])}')|map(attribute='id')|list",
            lambda: f"rs|map(attribute='{r.choice(['names.0', 'snapshot.Spec.Labels', 'n'])}', default={e('any', d)})|list",
            lambda: f"rs|groupby('{r.choice(['status', 'n'])}'{r.choice(['', ', case_sensitive=true'])})|map('{r.choice(['first', 'last', 'length'])}')|list",
            lambda: f"({e('str', d)}).split({r.choice(['', '`,`', '` `', '`o`', 'none, 1', '`,`, 1'])})", lambda: f"({e('str', d)}).rsplit({r.choice(['', '`,`, 1', 'none, 1'])})",
            lambda: f"({e('str', d)}).{r.choice(['splitlines()', 'partition(`,`)', 'rpartition(`l`)'])}",
            lambda: f"{e('dict', d)}|dictsort{r.choice(['', '(true)', '(by=`value`)', '(reverse=true)'])}", lambda: f"{e('dict', d)}.{r.choice(['keys', 'values', 'items'])}()|list",
            lambda: f"{e('dict', d)}|list", lambda: f"{e('str', d)}|list",
            lambda: f"{e('list', d)}|{r.choice(['batch', 'slice'])}({r.choice(['1', '2', '3', '2, `x`'])})|list",
            lambda: f"range({r.choice(['3', 'n', '1, 5', '5, 0, -2', 'm, n, 3'])})", lambda: f"({e('list', d)} if {e('bool', d)} else {e('list', d)})",
            lambda: f"{e('dict', d)}.{r.choice(['keys', 'values', 'items'])}()", lambda: f"{e('dict', d)}|items|list")

    def dict(self, d):
        e, r = self.expr, self.r
        return self.pick(
            lambda: self.leaf('dict'), lambda: self.leaf('dict'),
            lambda: '{' + ', '.join(f"{e(r.choice(['str', 'int', 'str', 'bool']), d)}: {e('any', d)}" for _ in range(r.randrange(3))) + '}',
            lambda: f"dict(a={e('any', d)}, b={e('any', d)})", lambda: f"dict({e('dict', d)})", lambda: f"{e('dict', d)}.copy()",
            lambda: f"rs[{r.choice(['0', '1', '-1', '5'])}]", lambda: f"rs|{r.choice(['first', 'last'])}", lambda: f"dict({e('list', d)})",
            lambda: "rs|max(attribute='n')", lambda: "rs|min(attribute='status')")

    def bool(self, d):
        e, r = self.expr, self.r
        return self.pick(
            lambda: self.leaf('bool'), lambda: f"({e('int', d)} {r.choice(['<', '<=', '>', '>=', '==', '!='])} {e(r.choice(['int', 'float']), d)})",
            lambda: f"({e('str', d)} {r.choice(['<', '==', '!=', 'in', 'not in', '>='])} {e('str', d)})",
            lambda: f"({e('any', d)} {r.choice(['==', '!=', '<', 'in'])} {e('any', d)})", lambda: f"({e('any', d)} {r.choice(['in', 'not in'])} {e('list', d)})",
            lambda: f"({e('str', d)} in {e('dict', d)})", lambda: f"not {e('bool', d)}", lambda: f"({e('any', d)} {r.choice(['and', 'or'])} {e('any', d)})",
            lambda: f"({e('list', d)} {r.choice(['<', '==', '>='])} {e('list', d)})",
            lambda: f"{e('any', d)} is {r.choice(['', 'not '])}{r.choice(['defined', 'none', 'string', 'number', 'mapping', 'sequence', 'iterable', 'integer', 'float', 'boolean', 'true', 'false', 'callable', 'undefined'])}",
            lambda: f"{e('int', d)} is {r.choice(['odd', 'even', 'divisibleby 3', 'eq 2', 'gt(1)', 'in [1, 2, 3]', 'sameas 3', 'ne(1)'])}",
            lambda: f"{e('str', d)} is {r.choice(['lower', 'upper', 'filter', 'test', 'in `abc`'])}",
            lambda: f"({e('int', d)} < {e('int', d)} <= {e('int', d)})", lambda: f"missing is {r.choice(['defined', 'undefined'])}",
            lambda: f"({e('str', d)}).{r.choice(['startswith', 'endswith'])}({e('str', d)})",
            lambda: f"({e('str', d)}).{r.choice(['isdigit', 'isalpha', 'isalnum', 'isspace', 'islower', 'isupper', 'istitle', 'isidentifier', 'isnumeric', 'isprintable', 'isascii'])}()")

    def text(self):
        return self.r.choice(['a', ' ', '\n', '  \n', '\n\n', ' b ', '\t', '\n  ', 'x\n', ' # ', '5 %', '{', '}', '%}', '', '\n    ', 'c\n   ', '$x', "'", '-', '## note\n', ' ## n', '\r\n'])

    def open(self):
        return '{%' + self.r.choice(['', '', '', '', '-', '+']) + ' '

    def close(self):
        return ' ' + self.r.choice(['', '', '', '', '-', '+']) + '%}'

    def tag(self, content):
        if self.maybe(0.25):
            return '\n' + self.r.choice(['', '  ', '\t']) + '%' + self.r.choice(['', ' ', '-', '+']) + ' ' + content + self.r.choice(['', ' ', ':' if content.split()[0] in ('if', 'for', 'else', 'elif') else '']) + self.r.choice(['\n', '\n', '\n\n', ' \n  '])
        return self.open() + content + self.close()

    def output(self, depth):
        kind = self.r.choice(['any', 'str', 'int', 'list', 'float', 'bool', 'dict'])
        return '{{' + self.r.choice(['', ' ', '-', '- ']) + ' ' + self.expr(kind, self.r.randrange(depth + 1)) + self.r.choice([' ', ' -', '\n']) + '}}'

    def body(self, depth, size=3):
        mark = len(self.scope)
        out = ''.join(self.statement(depth) for _ in range(self.r.randrange(1, size + 1)))
        del self.scope[mark:]
        return out

    def statement(self, depth):
        if depth <= 0:
            return self.pick(self.text, lambda: self.output(2))
        t, e, r = self.tag, self.expr, self.r
        return self.pick(
            self.text, self.text, lambda: self.output(3), lambda: self.output(2), lambda: self.output(1),
            lambda: t('if ' + e('bool', 2)) + self.body(depth - 1) + (t('elif ' + e('any', 1)) + self.body(depth - 1) if self.maybe(0.3) else '') + (t('else') + self.body(depth - 1) if self.maybe() else '') + t('endif'),
            lambda: self.loop(depth), lambda: self.loop(depth), lambda: self.set(depth), lambda: self.set(depth),
            lambda: t('set blk' + r.choice(['', ' | upper', ' | trim | replace("a", "o")'])) + self.body(depth - 1) + t('endset') + '{{ blk }}',
            lambda: t('with w = ' + e('any', 1)) + '{{ w }}' + self.body(depth - 1) + t('endwith'),
            lambda: t('filter ' + r.choice(['upper', 'trim', 'indent(2)', 'replace("a", "b")', 'title', 'wordwrap(10)', 'shquote', 'center(20)'])) + self.body(depth - 1) + t('endfilter'),
            lambda: t('macro mac(p, q=' + e('any', 1) + ')') + self.body(depth - 1) + '{{ p }}{{ q }}' + t('endmacro') + '{{ mac(' + r.choice(['', '1', e('any', 1), '1, 2', 'q=3, p=4', '1, 2, 3', 'r=1']) + ') }}',
            lambda: t('macro cal(l)') + '{{ caller(l) }}' + t('endmacro') + t('call(c) cal(' + e('any', 1) + ')') + '[{{ c }}]' + self.body(depth - 1) + t('endcall'),
            lambda: t('set ns = namespace(c=0)') + t('for i in ' + e('list', 1)) + t('set ns.c = ns.c + 1') + t('endfor') + '{{ ns.c }}',
            lambda: t('set acc = []') + t('for i in ' + e('list', 1)) + t('do acc.' + r.choice(['append(i)', 'insert(0, i)', 'extend([i, 1])'])) + t('endfor') + '{{ acc }}',
            lambda: '{% raw %}' + r.choice(['{{ x }}', '\n% if\n', '{% y %}', '## z', ' ']) + '{% endraw ' + r.choice(['', '-', '+']) + '%}',
            lambda: '{#' + r.choice(['', '-', '+']) + ' c ' + r.choice(['', '-', '+']) + '#}')

    def set(self, depth):
        kind = self.r.choice(['int', 'str', 'list', 'dict', 'bool', 'float'])
        name = 'v' + str(len(self.scope))
        out = self.tag(f'set {name} = {self.expr(kind, 2)}')
        self.scope.append((name, kind))
        return out

    def loop(self, depth):
        t, r = self.tag, self.r
        pairs = self.maybe(0.25)
        over = r.choice(['d.items()', 'd|dictsort', 'empty.items()', 'rs|groupby("status")', '[(1, "a"), (2, "b")]', 'mixed']) if pairs else self.expr(r.choice(['list', 'list', 'str', 'dict']), 1)
        head = f"for {'k, x' if pairs else 'x'} in {over}" + (f" if {r.choice(['x', 'x is string', 'x is number', 'not x', 'x in [1, 2]', 'x != 1'])}" if self.maybe(0.3) else '')
        uses = ''.join(self.maybe(0.3) and '{{ loop.' + u + ' }}' or '' for u in ['index', 'index0', 'revindex', 'revindex0', 'first', 'last', 'length', 'cycle("o", "e")', 'changed(x)', 'previtem|default("-")', 'nextitem|default("+")', 'depth'])
        return t(head) + '{{ x }}' + uses + self.body(depth - 1) + (t('else') + self.body(depth - 1) if self.maybe(0.2) else '') + t('endfor')


def cases(seed, count):
    for i in range(count):
        grammar = Grammar(seed * 1000003 + i)
        if i % 2:
            template = grammar.output(4)
        else:
            template = grammar.body(3, 4)
        # A backquote stands for a quote: f-strings bear no backslashes before Python 3.12.
        yield {'name': f'{seed}/{i}', 'template': template.replace('`', '"'), 'vars': VARS}
