using System.Text.RegularExpressions;

namespace Tryghedsforum.Web.Tests.Text;

/// <summary>Finds the words that a Razor file shows by itself, between its tags and in attributes that are read aloud.</summary>
internal sealed partial class RazorWords(string text)
{
    private static readonly string[] Spoken = ["aria-label", "alt", "placeholder", "title", "label"];
    private readonly List<string> found = [];
    private int at;

    public static IReadOnlyList<string> In(string razor)
    {
        var words = new RazorWords(Comment().Replace(razor, ""));
        words.Markup();
        return words.found;
    }

    // Markup runs until the end, or to the brace that closes the block it stands in.
    private void Markup(bool inBlock = false)
    {
        var depth = 0;
        var plain = "";
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '@')
            {
                if (!Expression()) return;
            }
            else if (c == '<' && at + 1 < text.Length && (char.IsLetter(text[at + 1]) || text[at + 1] is '/' or '!'))
            {
                Keep(ref plain);
                depth += Tag();
                if (inBlock && depth <= 0) return;
            }
            else if (inBlock && depth == 0 && c == '}')
            {
                return;
            }
            else
            {
                plain += c;
                at++;
            }
        }

        Keep(ref plain);
    }

    private void Keep(ref string plain)
    {
        if (Word().IsMatch(plain)) found.Add(plain.Trim());
        plain = "";
    }

    // True when the file goes on: "@code" is always last.
    private bool Expression()
    {
        at++;
        if (at >= text.Length) return false;
        if (text[at] == '(') { Balanced('(', ')'); return true; }
        if (text[at] == '{') { Block(); return true; }
        if (text[at] == '<') return true;
        var word = Name().Match(text, at).Value;
        at += word.Length;
        switch (word)
        {
            case "code": at = text.Length; return false;
            case "page" or "inject" or "using" or "attribute" or "layout" or "inherits" or "namespace" or "implements" or "typeparam" or "rendermode" or "preservewhitespace":
                at = text.IndexOf('\n', at) is >= 0 and var end ? end : text.Length;
                return true;
            case "if" or "foreach" or "for" or "while" or "switch":
                Control();
                return true;
            default:
                Chain();
                return true;
        }
    }

    // The rest of an expression: .Member, [index], (arguments).
    private void Chain()
    {
        while (at < text.Length)
        {
            if (text[at] == '[') Balanced('[', ']');
            else if (text[at] == '(') Balanced('(', ')');
            else if (Member().Match(text, at) is { Success: true } member) at += member.Length;
            else return;
        }
    }

    private void Control()
    {
        Skip();
        Balanced('(', ')');
        Skip();
        Block();
        while (Else().Match(text, at) is { Success: true } match && match.Index == at)
        {
            at += match.Length;
            if (text[at] == '(') { Balanced('(', ')'); Skip(); }
            Block();
        }
    }

    // C# between braces, with markup where a statement could begin.
    private void Block()
    {
        at++;
        var previous = '{';
        while (at < text.Length)
        {
            var c = text[at];
            if (c == '}') { at++; return; }
            if (c == '{') { Block(); previous = '}'; }
            else if (c == '"') { Quoted(); previous = '"'; }
            else if (c == '(') { Balanced('(', ')'); previous = ')'; }
            else if (c == '@') Expression();
            else if (c == '<' && previous is '{' or '}' or ';' or ')' or ':' && at + 1 < text.Length && char.IsLetter(text[at + 1])) { Markup(inBlock: true); previous = '}'; }
            else { if (!char.IsWhiteSpace(c)) previous = c; at++; }
        }
    }

    // Gives +1 for a tag that opens, −1 for one that closes, 0 for one that stands alone.
    private int Tag()
    {
        var name = TagName().Match(text, at).Groups[1].Value;
        var closes = text[at + 1] == '/';
        at++;
        while (at < text.Length && text[at] != '>')
        {
            if (text[at] == '"')
            {
                var attribute = Attribute().Match(text[Math.Max(0, at - 40)..at]).Groups[1].Value;
                var value = Quoted();
                if (Spoken.Contains(attribute, StringComparer.OrdinalIgnoreCase) && !value.Contains('@', StringComparison.Ordinal) && Word().IsMatch(value)) found.Add($"{attribute}={value}");
            }
            else
            {
                at++;
            }
        }

        var alone = text[at - 1] == '/';
        at++;
        if (name is "kbd" && !closes) { at = text.IndexOf("</kbd>", at, StringComparison.Ordinal); return 1; }
        return closes ? -1 : alone || Void().IsMatch(name) || name == "" ? 0 : 1;
    }

    // A quoted value; "@(…)" inside may hold quotes of its own.
    private string Quoted()
    {
        var from = ++at;
        while (at < text.Length && text[at] != '"')
        {
            if (text[at] == '@' && at + 1 < text.Length && (text[at + 1] == '(' || char.IsLetter(text[at + 1]))) Expression();
            else at++;
        }

        var value = text[from..Math.Min(at, text.Length)];
        at++;
        return value;
    }

    private void Balanced(char open, char close)
    {
        for (var depth = 0; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                while (at < text.Length && text[at] != '"') at++;
            }
            else if (text[at] == open)
            {
                depth++;
            }
            else if (text[at] == close && --depth == 0)
            {
                at++;
                return;
            }
        }
    }

    private void Skip()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at])) at++;
    }

    [GeneratedRegex(@"@\*.*?\*@", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\p{L}{2,}")]
    private static partial Regex Word();

    [GeneratedRegex(@"\G[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Name();

    [GeneratedRegex(@"\G[?!]?\.[A-Za-z_][A-Za-z0-9_]*")]
    private static partial Regex Member();

    [GeneratedRegex(@"\G\s*else\s*(?:if\s*(?=\())?")]
    private static partial Regex Else();

    [GeneratedRegex(@"\G</?([A-Za-z][\w.-]*)?")]
    private static partial Regex TagName();

    [GeneratedRegex(@"([\w@:-]+)=$")]
    private static partial Regex Attribute();

    [GeneratedRegex("^(?:area|base|br|col|hr|img|input|link|meta|source|wbr)$")]
    private static partial Regex Void();
}
