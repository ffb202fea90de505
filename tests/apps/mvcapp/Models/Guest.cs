using System.ComponentModel.DataAnnotations;

namespace MvcApp.Models;

/// <summary>Who signs the book.</summary>
public sealed class Guest
{
    [Required, StringLength(20)]
    public string Name { get; set; } = "";
}
