namespace Tryghedsforum.Api.Privacy;

/// <summary>Text from outside as it may be stored at all: CPR numbers masked, control characters that no database keeps taken out, nothing else touched.</summary>
public static class SafeText
{
    /// <summary>The text, safe to store.</summary>
    public static string Of(string text) => CprMask.Mask(new string([.. text.Where(letter => !char.IsControl(letter) || letter is '\n' or '\t' or '\r')]), out _);
}
