using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>Evaluates an argument of a `new` expression, without compiling anything for constants, captured variables and their members.</summary>
internal static class ExpressionValues
{
    public static object? Of(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member => field.GetValue(Target(member)),
        MemberExpression { Member: PropertyInfo property } member when member.Expression is not null => property.GetValue(Target(member)),
        UnaryExpression { NodeType: ExpressionType.Convert, Method: null } convert when convert.Type.IsAssignableFrom(convert.Operand.Type) =>
            Of(convert.Operand),
        _ => Expression.Lambda(expression).Compile(preferInterpretation: true).DynamicInvoke(),
    };

    private static object? Target(MemberExpression member) => member.Expression is null ? null : Of(member.Expression);
}
